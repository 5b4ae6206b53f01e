"""Teams' rooms."""

from __future__ import annotations

from collections.abc import AsyncIterator, Collection, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from bot.importing import addresses, cells
from bot.importing.file import Advance
from bot.importing.problems import Problems
from bot.importing.references import check_authorities
from bot.importing.rows import Columns, Once, Row
from bot.importing.run import Noun
from bot.importing.sheet import Sheet
from bot.importing.trail import Done
from core.people import Address, AuthorityId, Room, RoomId
from core.upkeep import Deed
from core.work import Work

COLUMNS = Columns(required=("id", "authority", "name", "language", "time_zone", "address"))
_NOWHERE = Address("", "", "")


@dataclass(slots=True)
class RoomImport:
    path: Path
    languages: Collection[str]
    noun: Noun = field(default=Noun("room", "rooms"), init=False)
    unused: Sequence[str] = field(default=(), init=False)

    @property
    def files(self) -> Sequence[Path]:
        return [self.path]

    async def batches(
        self, work: Work, problems: Problems, advance: Advance
    ) -> AsyncIterator[Sequence[Room]]:
        sheet = Sheet(self.path, COLUMNS, problems, advance)
        read = [(row, self._read(row)) for row in sheet.rows()]
        self.unused = sheet.unused
        ids, places = Once(), Once()
        for row, room in read:
            ids.check(row, "id", room.id)
            places.check(row, "address", room.address.account and room.address)
        await check_authorities(work, [(row, "authority", room.authority) for row, room in read])
        yield [room for row, room in read if row.good]

    async def put(self, work: Work, batch: Sequence[Room]) -> Sequence[Done]:
        changed = [room for room in batch if await work.people.room(room.id) != room]
        for room in changed:
            await work.people.put_room(room)
        return [Done(Deed.ROOM_LINKED, room.authority, room.authority) for room in changed]

    def _read(self, row: Row) -> Room:
        return Room(
            id=RoomId(row.take("id", cells.identifier, "")),
            authority=AuthorityId(row.take("authority", cells.identifier, "")),
            name=row.take("name", cells.name, ""),
            language=row.take("language", self._language, ""),
            time_zone=row.take("time_zone", cells.time_zone, ""),
            address=row.take("address", addresses.of_room, _NOWHERE),
        )

    def _language(self, value: str) -> str:
        return cells.one_of(self.languages, "a language of this assistant", value)
