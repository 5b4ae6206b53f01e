"""The directory of public registers."""

from __future__ import annotations

from collections.abc import AsyncIterator, Collection, Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path

from babel.languages import get_official_languages

from bot.importing import cells
from bot.importing.file import Advance
from bot.importing.problems import Problems
from bot.importing.rows import Columns, Once, Row
from bot.importing.run import Noun, in_batches
from bot.importing.sheet import Sheet
from core.people import AreaId
from core.registers import Register
from core.text import Named
from core.work import Work

COLUMNS = Columns(
    required=("id", "country", "url"),
    optional=("name_local", "name_english", "languages", "areas", "subject", "kind", "free"),
)


@dataclass(slots=True)
class RegisterImport:
    path: Path
    areas: Collection[str]
    noun: Noun = field(default=Noun("register", "registers"), init=False)
    unused: Sequence[str] = field(default=(), init=False)

    @property
    def files(self) -> Sequence[Path]:
        return [self.path]

    async def batches(
        self, work: Work, problems: Problems, advance: Advance
    ) -> AsyncIterator[Sequence[Register]]:
        sheet = Sheet(self.path, COLUMNS, problems, advance)
        for batch in in_batches(self._registers(sheet)):
            yield batch
        self.unused = sheet.unused

    async def put(self, work: Work, batch: Sequence[Register]) -> None:
        await work.registers.put(batch)

    def _registers(self, sheet: Sheet) -> Iterator[Register]:
        ids = Once()
        for row in sheet.rows():
            register = self._read(row)
            ids.check(row, "id", register.id)
            if row.good:
                yield register

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
        )

    def _areas(self, value: str) -> tuple[str, ...]:
        return cells.some_of(self.areas, "an area", value) if value else ()


def _names(row: Row, languages: Sequence[str], country: str) -> Named:
    """The local name is in the register's first language that is not English, or in the country's."""
    local = row.take("name_local", cells.text, "")
    english = row.take("name_english", cells.text, "")
    if not local and not english:
        row.wrong("name_local", "is empty, and so is name_english; a register needs a name")
    own = [code for code in (*languages, *_spoken(country)) if code != "en"]
    names = {own[0] if own else "en": local} if local else {}
    return Named({**names, "en": english} if english else names)


@lru_cache(maxsize=64)
def _spoken(country: str) -> tuple[str, ...]:
    return tuple(get_official_languages(country, de_facto=True)) if country else ()
