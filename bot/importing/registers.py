"""The directory of public registers."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator, Collection, Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache
from pathlib import Path

from babel.languages import get_official_languages

from bot.importing import cells
from bot.importing.file import Advance
from bot.importing.jsonlines import Table, table
from bot.importing.problems import Problems
from bot.importing.references import check_authorities
from bot.importing.rows import Columns, Once, Row
from bot.importing.run import Noun, in_batches
from bot.importing.trail import Done, put_registers
from core.people import AreaId, AuthorityId
from core.registers import Register
from core.text import Named
from core.work import Work

COLUMNS = Columns(
    required=("id", "country", "url"),
    optional=(
        *("name_local", "name_english", "names", "languages", "areas", "subject", "kind", "free"),
        *("keeper", "checked"),
    ),
    structured=frozenset({"names"}),
)


@dataclass(slots=True)
class RegisterImport:
    path: Path
    areas: Collection[str]
    noun: Noun = field(default=Noun("register", "registers"), init=False)
    unused: Sequence[str] = field(default=(), init=False)
    _given: frozenset[str] = field(default=frozenset(), init=False)

    @property
    def files(self) -> Sequence[Path]:
        return [self.path]

    async def batches(
        self, work: Work, problems: Problems, advance: Advance
    ) -> AsyncIterator[Sequence[Register]]:
        sheet = table(self.path, COLUMNS, problems, advance)
        for batch in in_batches(self._registers(sheet)):
            mentions = [(row, "keeper", each.keeper) for row, each in batch if each.keeper]
            await check_authorities(work, mentions)
            yield [register for row, register in batch if row.good]
        self.unused = sheet.unused
        self._given = sheet.given

    async def put(self, work: Work, batch: Sequence[Register]) -> Sequence[Done]:
        known = await work.registers.many([register.id for register in batch])
        merged = [(known.get(each.id), self._merged(each, known.get(each.id))) for each in batch]
        return await put_registers(work, merged)

    def _merged(self, new: Register, old: Register | None) -> Register:
        """Who keeps it and when it was checked stays, where the file does not say."""
        if old is None:
            return new
        return replace(
            new,
            keeper=new.keeper if "keeper" in self._given else old.keeper,
            checked=new.checked if "checked" in self._given else old.checked,
        )

    def _registers(self, sheet: Table) -> Iterator[tuple[Row, Register]]:
        ids = Once()
        for row in sheet.rows():
            register = self._read(row)
            ids.check(row, "id", register.id)
            if row.good:
                yield row, register

    def _read(self, row: Row) -> Register:
        country = row.take("country", cells.country, "")
        languages = row.take("languages", cells.languages, cells.NONE)
        subject = row.take("subject", cells.text, "") or row.take("kind", cells.text, "")
        return Register(
            id=row.take("id", cells.identifier, ""),
            country=country,
            names=_names(row, languages, country),
            languages=languages,
            url=row.take("url", cells.web_address, ""),
            areas=frozenset(map(AreaId, row.take("areas", self._areas, cells.NONE))),
            subject=subject,
            free=row.take("free", cells.yes_or_no, True),
            keeper=row.take("keeper", _keeper, None),
            checked=row.take("checked", cells.day, None),
        )

    def _areas(self, value: str) -> tuple[str, ...]:
        return cells.some_of(self.areas, "an area", value) if value else ()


def _names(row: Row, languages: Sequence[str], country: str) -> Named:
    """The local name is in the register's first language that is not English, or in the country's."""
    nothing: dict[str, str] = {}
    if listed := row.take("names", _listed, nothing):
        return Named(listed)
    local = row.take("name_local", cells.text, "")
    english = row.take("name_english", cells.text, "")
    if not local and not english:
        row.wrong("name_local", "is empty, and so is name_english; a register needs a name")
    own = [code for code in (*languages, *_spoken(country)) if code != "en"]
    names = {own[0] if own else "en": local} if local else {}
    return Named({**names, "en": english} if english else names)


def _listed(value: str) -> dict[str, str]:
    """From the JSON of a file of JSON lines: an object with a name for each language."""
    try:
        found: object = json.loads(value) if value else {}
    except json.JSONDecodeError:
        found = None
    if not isinstance(found, dict) or not all(isinstance(each, str) for each in found.values()):
        raise ValueError("is not an object with a name for each language")
    return {cells.language(code): cells.name(text) for code, text in found.items()}


def _keeper(value: str) -> AuthorityId | None:
    return AuthorityId(cells.identifier(value)) if value else None


@lru_cache(maxsize=64)
def _spoken(country: str) -> tuple[str, ...]:
    return tuple(get_official_languages(country, de_facto=True)) if country else ()
