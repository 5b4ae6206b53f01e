"""The directory of authorities: one row each, and a second file for all their names if there is one."""

from __future__ import annotations

from collections.abc import AsyncIterator, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path

from bot.importing import cells
from bot.importing.file import Advance
from bot.importing.jsonlines import Table, table
from bot.importing.names import NO_NAMES, NameList, read_names
from bot.importing.problems import Problems
from bot.importing.rows import Columns, Once, Row
from bot.importing.run import Noun, in_batches
from bot.importing.trail import Done, put_authorities
from core.authorities import Authority, AuthorityName
from core.doubles import Double, Doubles
from core.merger import mergeable
from core.people import AreaId, AuthorityId
from core.work import Work

COLUMNS = Columns(
    required=("id", "country", "language", "name"),
    optional=(
        *(
            "other_names",
            "names",
            "city",
            "category",
            "region",
            "areas",
            "languages",
            "contact",
            "url",
        ),
        "updated",
    ),
    structured=frozenset({"names"}),
)
_KEPT_WHEN_NOT_GIVEN = ("city", "category", "region", "areas", "languages", "updated")
Known = Mapping[AuthorityId, Authority]


@dataclass(slots=True)
class AuthorityImport:
    """What the files have no column for stays as it is; links to coordinators always do.

    ``doubles``: names of the file that stand more than once for the same place, in it or in the database.
    """

    path: Path
    areas: Collection[str]
    names_path: Path | None = None
    today: date | None = None
    noun: Noun = field(default=Noun("authority", "authorities"), init=False)
    unused: Sequence[str] = field(default=(), init=False)
    doubles: Sequence[Double] = field(default=(), init=False)
    _given: frozenset[str] = field(default=frozenset(), init=False)
    _ids: set[AuthorityId] = field(default_factory=set, init=False)
    _doubles: Doubles = field(default_factory=Doubles, init=False)
    _names: NameList | None = field(default=None, init=False)

    @property
    def files(self) -> Sequence[Path]:
        return [self.path] if self.names_path is None else [self.path, self.names_path]

    @property
    def names(self) -> int:
        return self._names.count if self._names else 0

    async def batches(
        self, work: Work, problems: Problems, advance: Advance
    ) -> AsyncIterator[Sequence[Authority]]:
        if self.names_path and self._names is None:
            self._names = NameList.read(self.names_path, problems, advance)
        sheet = table(self.path, COLUMNS, problems, advance)
        for batch in in_batches(self._authorities(sheet, problems)):
            yield batch
        if not self._given:
            await self._compare(work)
        self._given = sheet.given
        self.unused = sheet.unused

    async def _compare(self, work: Work) -> None:
        """Those the database has already may be the same as one of the file."""
        async for authority in work.authorities.all():
            if authority.id not in self._ids:
                self._doubles.add(authority)
        of_file = [each for each in self._doubles if not self._ids.isdisjoint(each.ids)]
        offered = [await mergeable(work, double) for double in of_file]
        self.doubles = [double for double in offered if double]

    async def put(self, work: Work, batch: Sequence[Authority]) -> Sequence[Done]:
        known = await work.authorities.many([authority.id for authority in batch])
        merged = [self._merged(authority, known) for authority in batch]
        # What is the same already is left alone, and so is the search's index if all of it is.
        changed = [each for each in merged if each != known.get(each.id)]
        return await put_authorities(
            work, [(known.get(each.id), self._dated(each)) for each in changed]
        )

    def _dated(self, changed: Authority) -> Authority:
        """Where the file does not say how old it is, what is new in it is of today."""
        if self.today is None or "updated" in self._given:
            return changed
        return replace(changed, updated=self.today)

    def _authorities(self, sheet: Table, problems: Problems) -> Iterator[Authority]:
        ids = Once()
        for row in sheet.rows():
            authority = self._read(row)
            ids.check(row, "id", authority.id)
            if row.good:
                if not self._given:
                    self._ids.add(authority.id)
                    self._doubles.add(authority)
                yield authority
        if self._names:
            self._names.check_against(ids.lines, self.path.name, problems)

    def _read(self, row: Row) -> Authority:
        return Authority(
            id=AuthorityId(row.take("id", cells.identifier, "")),
            country=row.take("country", cells.country, ""),
            language=row.take("language", cells.language, ""),
            names=self._names_of(row),
            city=row.take("city", cells.text, ""),
            areas=frozenset(map(AreaId, row.take("areas", self._areas, cells.NONE))),
            languages=row.take("languages", cells.languages, cells.NONE),
            contact=row.take("contact", cells.text, "") or row.take("url", cells.text, ""),
            category=row.take("category", cells.text, ""),
            region=row.take("region", cells.region, ""),
            updated=row.take("updated", cells.day, None),
        )

    def _areas(self, value: str) -> tuple[str, ...]:
        return cells.some_of(self.areas, "an area", value) if value else ()

    def _names_of(self, row: Row) -> tuple[AuthorityName, ...]:
        """The name in the row first, then those of the other file, then what neither has yet."""
        listed = row.take("names", read_names, NO_NAMES)
        main = AuthorityName(row.take("name", cells.name, ""), row.values["language"], "primary")
        found = {} if main in listed else {(main.text, main.language): main}
        found |= {(name.text, name.language): name for name in listed}
        for name in self._names.of(row.values["id"]) if self._names else ():
            found.setdefault((name.text, name.language), name)
        texts = {text for text, _language in found}
        others = row.take("other_names", cells.names, cells.NONE)
        aliases = dict.fromkeys(text for text in others if text not in texts)
        return (*found.values(), *(AuthorityName(text, "", "alias") for text in aliases))

    def _merged(self, new: Authority, known: Known) -> Authority:
        old = known.get(new.id)
        if old is None:
            return new
        kept = {
            name: getattr(old, name) for name in _KEPT_WHEN_NOT_GIVEN if name not in self._given
        }
        if not self._given & {"contact", "url"}:
            kept["contact"] = old.contact
        complete = self._names or "names" in self._given
        names = new.names if complete else self._known_names(new.names, old.names)
        stays = replace(new, coordinators=old.coordinators, successor=old.successor)
        return replace(stays, names=names, **kept)

    def _known_names(
        self, new: Sequence[AuthorityName], old: Sequence[AuthorityName]
    ) -> tuple[AuthorityName, ...]:
        """A row knows names without language and kind: what is known of them is not forgotten."""
        main, *others = new
        rest = [name for name in old if (name.text, name.language) != (main.text, main.language)]
        if "other_names" not in self._given:
            return (main, *(name for name in rest if name.kind != "primary"))
        known = {name.text: name for name in rest}
        return (main, *(known.get(name.text, name) for name in others))
