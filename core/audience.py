"""Whom a request's messages go to on each side, and all that is known of how they want to be told."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from core.habits import Custom, Customs, authorities_of, layered, owner_of, owners
from core.lifecycle import FINAL, right_in_turn
from core.people import AreaId, AuthorityId, People, Person, PersonId, Right, Room
from core.placing import Readers
from core.requests import Request, Side
from core.steps import PERSONAL, Step
from core.work import Work


@dataclass(frozen=True, slots=True)
class There:
    """Who is where: looked up once, however often one change asks."""

    people: People
    customs: dict[str, Custom] = field(default_factory=dict)
    _persons: dict[PersonId, Person | None] = field(default_factory=dict)
    _rooms: dict[AuthorityId, Sequence[Room]] = field(default_factory=dict)
    _rights: dict[tuple[Right, AuthorityId, AreaId], Sequence[Person]] = field(default_factory=dict)

    async def person(self, id: PersonId) -> Person | None:
        if id not in self._persons:
            self._persons[id] = await self.people.get(id)
        return self._persons[id]

    async def rooms(self, authority: AuthorityId) -> Sequence[Room]:
        if authority not in self._rooms:
            self._rooms[authority] = await self.people.rooms(authority)
        return self._rooms[authority]

    async def with_right(
        self, right: Right, authority: AuthorityId, area: AreaId
    ) -> Sequence[Person]:
        key = right, authority, area
        if key not in self._rights:
            self._rights[key] = await self.people.with_right(right, authority, area)
        return self._rights[key]


@dataclass(frozen=True, slots=True)
class Audience:
    work: Work
    request: Request
    there: There

    @classmethod
    def of(cls, work: Work, request: Request) -> Audience:
        return cls(work, request, There(work.people))

    async def reminded(self) -> Readers:
        """Whoever hears of it later, as the request stands now."""
        pauses = await self.work.pauses.of(self.request.id)
        readers = Readers(
            asker=await self._on(Side.ASKER),
            answerer=await self._on(Side.ANSWERER),
            coordinator=await self._on(Side.COORDINATOR),
            pauses=pauses,
        )
        everybody = (*readers.asker, *readers.answerer, *readers.coordinator)
        in_hand = any(pause.in_hand for pause in pauses)
        return await self._known(readers, everybody, colleagues=in_hand)

    async def told(self, step: Step, side: Side) -> Sequence[Person | Room]:
        """Who hears of a step: of one's own side's nobody but the person concerned; of the end, whoever waited."""
        if side in (step.side, Side.FORMER) or step.tells[side] in PERSONAL:
            return await self._people(side, right_in_turn(self.request.state, side))
        if self.request.state not in FINAL:
            return await self._on(side)
        return await replace(self, request=replace(self.request, state=step.state))._on(side)

    async def customs(self, readers: Sequence[Person | Room]) -> Readers:
        """What is known of those who are told at once."""
        return await self._known(Readers((), ()), readers)

    async def _known(
        self, readers: Readers, everybody: Sequence[Person | Room], *, colleagues: bool = False
    ) -> Readers:
        customs = await self._customs(everybody)
        if not colleagues and not any(custom.habits.away for custom in customs.values()):
            return replace(readers, customs=customs)
        known = await self._colleagues(everybody)
        more = await self._customs([p for p in known.values() if owner_of(p) not in customs])
        return replace(readers, customs={**customs, **more}, colleagues=known)

    async def _customs(self, everybody: Sequence[Person | Room]) -> Customs:
        known = self.there.customs
        new = [each for each in everybody if owner_of(each) not in known]
        if new:
            places = await self.work.authorities.places(_authorities(new))
            habits = await self.work.habits.of(owners(new))
            known |= {
                owner_of(each): Custom(layered(each, habits), _place(each, places)) for each in new
            }
        return {owner: known[owner] for owner in map(owner_of, everybody)}

    async def _colleagues(self, everybody: Iterable[Person | Room]) -> dict[PersonId, Person]:
        teams = [await self.work.people.of_authority(a) for a in _authorities(everybody)]
        return {person.id: person for team in teams for person in team}

    async def _on(self, side: Side) -> Sequence[Person | Room]:
        """Those whose turn it is there, and the team's rooms, which hear of nothing before it is sent."""
        authority = self.request.authority(side)
        if authority is None:
            return ()
        people = await self._people(side, right_in_turn(self.request.state, side))
        rooms = await self.there.rooms(authority) if self.request.sent else ()
        return [*people, *rooms]

    async def _people(self, side: Side, right: Right) -> Sequence[Person]:
        """Who has the case in hand, else everyone who may take it."""
        request = self.request
        authority, responsible = request.authority(side), request.responsible(side)
        if authority is None:
            return ()
        person = await self.there.person(responsible) if responsible else None
        if right is Right.HANDLE and person and person.may(right, authority, request.area):
            return [person]
        return await self.there.with_right(right, authority, request.area)


def _authorities(everybody: Iterable[Person | Room]) -> list[AuthorityId]:
    return list(dict.fromkeys(a for each in everybody for a in authorities_of(each)))


def _place(reader: Person | Room, places: Mapping[AuthorityId, str]) -> str:
    """Whoever belongs to several works by the holidays of the first."""
    return next((places[a] for a in authorities_of(reader) if a in places), "")
