"""What a team's room may be shown of all that is open: never more than its outlines say."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from core.people import Address, Room
from core.standings import Line
from core.team_rooms import NobodysRoom, NotInARoom
from core.views import Outline, outline_of
from core.work import Work, Works


@dataclass(frozen=True, slots=True)
class RoomList:
    """``outlines``: those of a page, most urgent first, of ``total`` that are open; ``left`` come after them."""

    room: Room
    outlines: Sequence[Outline]
    total: int
    left: int


async def listed_in(works: Works, place: Address | None, page: int, size: int) -> RoomList:
    """The open requests of the team whose room this is; pages count from 1. Raises ``UserError`` elsewhere."""
    if place is None:
        raise NotInARoom
    async with works.reading() as work:
        room = await work.people.room_at(place)
        if room is None:
            raise NobodysRoom
        lines = await _lines(work, room)
        first = min(page - 1, max(0, len(lines) - 1) // size) * size
        names = [line.reference for line in lines[first : first + size]]
        found = {each.reference: each for each in await work.requests.many(names)} if names else {}
        outlines = [outline_of(found[name], room) for name in names if name in found]
    left = len(lines) - first - len(names)
    return RoomList(room, [each for each in outlines if each], len(lines), left)


async def _lines(work: Work, room: Room) -> list[Line]:
    standings = await work.standings.open_of([room.authority])
    told = [lines for stands, lines in standings.items() if outline_of(stands.example(), room)]
    return sorted(line for lines in told for line in lines)
