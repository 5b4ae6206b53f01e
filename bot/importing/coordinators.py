"""Which coordinator an authority is linked to, area by area."""

from __future__ import annotations

from collections.abc import AsyncIterator, Collection, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from bot.importing import cells
from bot.importing.file import Advance
from bot.importing.problems import Problems
from bot.importing.references import check_authorities
from bot.importing.rows import Columns, Once, Row
from bot.importing.run import Noun
from bot.importing.sheet import Sheet
from bot.importing.trail import Done, put_authorities
from core.people import ALL_AREAS, AreaId, AuthorityId
from core.work import Work

COLUMNS = Columns(required=("authority", "area", "coordinator_authority"))


@dataclass(frozen=True, slots=True)
class Tie:
    authority: AuthorityId
    area: AreaId
    coordinator: AuthorityId


@dataclass(slots=True)
class CoordinatorImport:
    """``*`` is every area that has no row of its own. Areas that the file does not name stay as they are."""

    path: Path
    areas: Collection[str]
    noun: Noun = field(default=Noun("link to a coordinator", "links to coordinators"), init=False)
    unused: Sequence[str] = field(default=(), init=False)

    @property
    def files(self) -> Sequence[Path]:
        return [self.path]

    async def batches(
        self, work: Work, problems: Problems, advance: Advance
    ) -> AsyncIterator[Sequence[Tie]]:
        sheet = Sheet(self.path, COLUMNS, problems, advance)
        read = [(row, self._read(row)) for row in sheet.rows()]
        self.unused = sheet.unused
        pairs = Once()
        for row, tie in read:
            pairs.check(row, "area", row.good and (tie.authority, tie.area))
        mentions = [(row, "authority", tie.authority) for row, tie in read]
        mentions += [(row, "coordinator_authority", tie.coordinator) for row, tie in read]
        await check_authorities(work, mentions)
        yield [tie for row, tie in read if row.good]

    async def put(self, work: Work, batch: Sequence[Tie]) -> Sequence[Done]:
        known = await work.authorities.many(list(dict.fromkeys(tie.authority for tie in batch)))
        links = {authority.id: dict(authority.coordinators) for authority in known.values()}
        for tie in sorted(batch, key=lambda tie: tie.area != ALL_AREAS):
            areas = map(AreaId, self.areas) if tie.area == ALL_AREAS else (tie.area,)
            links[tie.authority].update(dict.fromkeys(areas, tie.coordinator))
        return await put_authorities(
            work, [(known[id], replace(known[id], coordinators=mine)) for id, mine in links.items()]
        )

    def _read(self, row: Row) -> Tie:
        return Tie(
            AuthorityId(row.take("authority", cells.identifier, "")),
            AreaId(row.take("area", self._area, "")),
            AuthorityId(row.take("coordinator_authority", cells.identifier, "")),
        )

    def _area(self, value: str) -> str:
        return cells.one_of({*self.areas, ALL_AREAS}, "an area", value)
