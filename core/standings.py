"""Where requests stand, without what they say: enough to list thousands of them, too little to leak."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from typing import NamedTuple, Protocol

from core.people import AreaId, AuthorityId, Person, PersonId
from core.requests import (
    Action,
    Change,
    Proposal,
    Reference,
    Request,
    RequestId,
    Side,
    State,
    Whole,
)

_SOMEDAY = date.min
_ONCE = datetime.min.replace(tzinfo=UTC)
_NOBODY, _ELSEWHERE = PersonId(""), AuthorityId("")


@dataclass(frozen=True, slots=True)
class Standing:
    """What the rules ask of a request: two that stand alike are treated alike by them."""

    state: State
    area: AreaId
    asker: AuthorityId
    answerer: AuthorityId
    author: PersonId
    last_by: PersonId
    proposed: bool
    sent: bool
    accepted: bool
    part: bool
    coordinator: AuthorityId | None

    def seen_by(self, reader: Person) -> Standing:
        """The same without whom and what the reader has nothing to do with: many become one."""
        own = reader.authorities()
        return replace(
            self,
            asker=self.asker if self.asker in own else _ELSEWHERE,
            answerer=self.answerer if self.answerer in own else _ELSEWHERE,
            author=self.author if self.author == reader.id else _NOBODY,
            last_by=self.last_by if self.last_by == reader.id else _NOBODY,
            coordinator=self.coordinator if self.coordinator in own else None,
        )

    def example(self) -> Request:
        """A request that stands like this and says nothing."""
        return Request(
            id=RequestId(0),
            reference=Reference(""),
            version=0,
            state=self.state,
            area=self.area,
            question_set="",
            asker=self.asker,
            answerer=self.answerer,
            asker_country="",
            answerer_country="",
            author=self.author,
            questions=(),
            wished=_SOMEDAY,
            created=_ONCE,
            last=Change(Action.CREATE, self.last_by, Side.ASKER, _ONCE),
            proposal=Proposal(_SOMEDAY, _NOBODY, _ONCE) if self.proposed else None,
            sent=_ONCE if self.sent else None,
            accepted=_ONCE if self.accepted else None,
            whole=Whole(RequestId(0), _ELSEWHERE, "") if self.part else None,
            coordinator=self.coordinator,
        )


class Line(NamedTuple):
    """One request of a list; ``due`` is the day that counts: the agreed one, else the wished one."""

    due: date
    reference: Reference


class Standings(Protocol):
    async def open_of(self, authorities: Sequence[AuthorityId]) -> Mapping[Standing, list[Line]]:
        """Every request of these authorities that is neither closed nor withdrawn."""
        ...
