"""A team's room on a platform: which authority's it is, said by whoever keeps that authority's data."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from hashlib import sha256

from core.authorities import Authority
from core.clock import Clock
from core.errors import UserError
from core.keeping import administered
from core.people import Address, AuthorityId, Person, Right, Room, RoomId
from core.text import Listing, Typed, msg
from core.upkeep import Deed, Upkeep
from core.wanted import Wanted
from core.work import Work, Works


class NotInARoom(UserError):
    def __init__(self) -> None:
        super().__init__(
            msg(
                "Say this in the team's room itself. Invite me there before, if I am not in it yet."
            )
        )


class NoRightToRooms(UserError):
    def __init__(self) -> None:
        super().__init__(
            msg(
                "Whose room this is can only be said by somebody who keeps the authority's data up to "
                "date. Write `my authority` to see who that is."
            )
        )
        self.wanted = Wanted({Right.ADMINISTER})


class WhichAuthority(UserError):
    def __init__(self, own: Collection[Authority]) -> None:
        names = Listing(tuple(msg("{name}", name=each.name) for each in own))
        told = msg(
            "You keep the data of several authorities: {names}. Write here `{typed} …` with the name of one.",
            names=names,
            typed=Typed("link room"),
        )
        super().__init__(told)


class NobodysRoom(UserError):
    def __init__(self) -> None:
        super().__init__(msg("This room is not linked to an authority."))


@dataclass(frozen=True, slots=True)
class TeamRooms:
    works: Works
    clock: Clock

    async def link(self, person: Person, place: Address | None, named: str) -> Authority:
        """From now on the room is told what concerns this authority. Whose it was must be theirs to give."""
        if place is None:
            raise NotInARoom
        async with self.works.writing() as work:
            known = await work.people.room_at(place)
            authority = await _meant(work, person, named)
            if known and known.authority not in administered(person):
                raise NoRightToRooms
            await work.people.put_room(_room(known, person, authority, place))
            await self._note(work, person, authority.id, Deed.ROOM_LINKED)
            await work.commit()
        return authority

    async def unlink(self, person: Person, place: Address | None) -> None:
        if place is None:
            raise NotInARoom
        async with self.works.writing() as work:
            known = await work.people.room_at(place)
            if known is None:
                raise NobodysRoom
            if known.authority not in administered(person):
                raise NoRightToRooms
            await work.people.forget_room(known.id)
            await self._note(work, person, known.authority, Deed.ROOM_UNLINKED)
            await work.commit()

    async def _note(self, work: Work, person: Person, authority: AuthorityId, deed: Deed) -> None:
        done = Upkeep(self.clock.now(), person.id, authority, deed, authority)
        await work.upkeeps.add(done)


async def _meant(work: Work, person: Person, named: str) -> Authority:
    own = list((await work.authorities.many(administered(person))).values())
    if not own:
        raise NoRightToRooms
    said = named.casefold()
    fitting = [each for each in own if any(said in name.casefold() for name in _names(each))]
    if len(fitting) != 1:
        raise WhichAuthority(own)
    return fitting[0]


def _names(authority: Authority) -> tuple[str, ...]:
    return (authority.id, *(name.text for name in authority.names))


def _room(known: Room | None, person: Person, authority: Authority, place: Address) -> Room:
    name = authority.name.names.get(authority.language) or str(authority.id)
    id = known.id if known else RoomId(f"{place.platform}-{_short(place)}")
    return Room(id, authority.id, name, person.language, person.time_zone, place)


def _short(place: Address) -> str:
    return sha256(f"{place.workspace} {place.account}".encode()).hexdigest()[:12]
