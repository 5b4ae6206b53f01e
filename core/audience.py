"""Whom a request's messages go to on each side, and all that is known of how they want to be told."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from core.habits import Custom, Customs
from core.houses import House
from core.lifecycle import FINAL, right_in_turn
from core.pauses import Pause
from core.people import AuthorityId, Person, PersonId, Right, Room
from core.placing import Readers
from core.requests import Request, Side, State
from core.steps import PERSONAL, Step
from core.values import value
from core.work import Work

_IN_TURN = (Side.ASKER, Side.ANSWERER, Side.COORDINATOR)


@value(frozen=True, slots=True)
class Audience:
    """``houses``: those of all sides, and of their coordinators."""

    request: Request
    houses: Mapping[AuthorityId, House]

    @classmethod
    async def of(cls, work: Work, request: Request) -> Audience:
        parties = {request.asker, request.answerer}
        helping, former = request.coordinator, request.authority(Side.FORMER)
        parties.update(authority for authority in (helping, former) if authority)
        return cls(request, await work.houses.of(sorted(parties), request.area))

    def reminded(self, pauses: Sequence[Pause]) -> Readers:
        """Whoever hears of it later, as the request stands now; nobody once it has ended."""
        state = self.request.state
        asker, answerer, coordinator = [
            () if state in FINAL else self._on(side, state) for side in _IN_TURN
        ]
        return Readers(
            asker=asker,
            answerer=answerer,
            coordinator=coordinator,
            customs=self._customs(),
            pauses=pauses,
            colleagues=self._colleagues(),
        )

    def told(self, step: Step, side: Side, readers: Readers) -> Sequence[Person | Room]:
        """Who hears of a step: of one's own side's nobody but the person concerned; of the end, whoever waited.

        ``readers``: whoever hears of it later.
        """
        if side in (step.side, Side.FORMER) or step.tells[side] in PERSONAL:
            house = self.house(side)
            return self._people(side, house, self.request.state) if house else ()
        return self._on(side, step.state) if self.request.state in FINAL else readers.on(side)

    def house(self, side: Side) -> House | None:
        authority = self.request.authority(side)
        return self.houses.get(authority) if authority else None

    def _customs(self) -> Customs:
        found: dict[str, Custom] = {}
        for house in self.houses.values():
            found.update(house.customs)
        return found

    def _colleagues(self) -> Mapping[PersonId, Person]:
        found: dict[PersonId, Person] = {}
        for house in self.houses.values():
            found.update(house.people)
        return found

    def _on(self, side: Side, state: State) -> Sequence[Person | Room]:
        """Those whose turn it is there, and the team's rooms, which hear of nothing before it is sent."""
        house = self.house(side)
        if house is None:
            return ()
        people = self._people(side, house, state)
        return [*people, *house.rooms] if self.request.sent else people

    def _people(self, side: Side, house: House, state: State) -> Sequence[Person]:
        """Who has the case in hand, else everyone who may take it."""
        request = self.request
        right = right_in_turn(state, side)
        responsible = request.responsible(side)
        person = house.people.get(responsible) if responsible else None
        if right is Right.HANDLE and person and person.may(right, house.authority, request.area):
            return [person]
        return house.with_any((right,), request.area)
