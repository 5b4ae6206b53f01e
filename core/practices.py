"""Who may practise, until when, and which lessons they have finished: of what they do there nothing is kept here."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Protocol

from core.people import Address, Person, PersonId


@dataclass(frozen=True, slots=True)
class Practice:
    """``world`` names the learner's own database; ``until`` is empty as long as no coordinator has granted it."""

    person: PersonId
    asked: datetime
    world: str
    by: PersonId | None = None
    until: datetime | None = None
    inside: bool = False

    def is_open(self, now: datetime) -> bool:
        return self.until is not None and now < self.until

    def is_going_on(self, now: datetime) -> bool:
        """Whether what they say is said in practice."""
        return self.inside and self.is_open(now)


@dataclass(frozen=True, slots=True)
class Speaker:
    """Who speaks; ``practice`` only while they are in it."""

    person: Person
    practice: Practice | None = None


class Speakers(Protocol):
    async def at(self, address: Address) -> Speaker | None:
        """As ``People.at``, outside any unit of work; never older than the question."""
        ...


class Practices(Protocol):
    async def of(self, person: PersonId) -> Practice | None: ...

    async def all(self) -> Sequence[Practice]:
        """Whoever asked last comes last."""
        ...

    async def granted_by(self, person: PersonId) -> Sequence[Practice]: ...

    async def put(self, practice: Practice) -> None:
        """Instead of the one this person had."""
        ...

    async def finished(self, person: PersonId) -> Mapping[str, date]:
        """The lessons that are done, by their ids, with the day."""
        ...

    async def finish(self, person: PersonId, lesson: str, day: date) -> None: ...
