"""Training dates: when and where officials learn, for whom, and who has a seat."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import NewType, Protocol

from core.people import AuthorityId, Membership, Person, PersonId, Role
from core.text import Named

TrainingId = NewType("TrainingId", int)

NEW = TrainingId(0)
TRAINING = "training"


@dataclass(frozen=True, slots=True)
class Plan:
    """A training as somebody wants it. ``starts`` in UTC. No ``countries`` or ``roles``: for all of them.

    ``uid`` names it in calendars for ever; empty: it gets one of its own.
    """

    titles: Named
    starts: datetime
    minutes: int
    place: str
    languages: tuple[str, ...]
    countries: frozenset[str]
    roles: frozenset[Role]
    seats: int
    uid: str = ""
    called_off: bool = False

    @property
    def ends(self) -> datetime:
        return self.starts + timedelta(minutes=self.minutes)

    @property
    def is_online(self) -> bool:
        return self.place.startswith("https://")

    def is_same_entry(self, other: Plan) -> bool:
        """Whether whoever comes has nothing to do, and nothing to know, that they did not before."""
        return _entry(self) == _entry(other)

    def is_same_appointment(self, other: Plan) -> bool:
        return _appointment(self) == _appointment(other)


def _entry(plan: Plan) -> object:
    return *_appointment(plan), plan.titles, plan.languages


def _appointment(plan: Plan) -> tuple[datetime, int, str]:
    return plan.starts, plan.minutes, plan.place


@dataclass(frozen=True, slots=True, kw_only=True)
class Training(Plan):
    """``by`` runs it, for the ``authority``. ``sequence`` grows with whatever calendars have to be told."""

    id: TrainingId
    authority: AuthorityId
    by: PersonId
    sequence: int = 0

    def is_over(self, now: datetime) -> bool:
        """Whether it is too late to take a seat."""
        return self.called_off or self.starts <= now


@dataclass(frozen=True, slots=True)
class Enrolment:
    """``seated``, or on the waiting list."""

    training: TrainingId
    person: PersonId
    at: datetime
    seated: bool


@dataclass(frozen=True, slots=True)
class Roll:
    """Who has enrolled, the first first."""

    training: Training
    enrolments: Sequence[Enrolment]

    @property
    def seated(self) -> Sequence[Enrolment]:
        return [each for each in self.enrolments if each.seated]

    @property
    def waiting(self) -> Sequence[Enrolment]:
        return [each for each in self.enrolments if not each.seated]

    @property
    def free(self) -> int:
        return max(0, self.training.seats - len(self.seated))

    def of(self, person: PersonId) -> Enrolment | None:
        return next((each for each in self.enrolments if each.person == person), None)

    def involves(self, person: PersonId) -> bool:
        """Whether they run it, or have a seat or wait for one."""
        return self.training.by == person or self.of(person) is not None

    def place(self, person: PersonId) -> int:
        """On the waiting list, from 1."""
        return [each.person for each in self.waiting].index(person) + 1


Countries = Mapping[AuthorityId, str]


def is_for(training: Training, person: Person, countries: Countries) -> bool:
    """Whether somebody is among those it is for, where they work; in whichever language it is held."""
    return person.active and any(_invites(training, m, countries) for m in person.memberships)


def _invites(training: Training, member: Membership, countries: Countries) -> bool:
    there = not training.countries or countries.get(member.authority) in training.countries
    return there and (not training.roles or not training.roles.isdisjoint(member.roles))


def fits(training: Training, person: Person, countries: Countries) -> bool:
    """The same, and it is held in their language."""
    return person.language in training.languages and is_for(training, person, countries)


class Trainings(Protocol):
    async def add(self, training: Training) -> Training:
        """With the id it has from now on."""
        ...

    async def get(self, training: TrainingId) -> Training | None: ...

    async def alone(self, training: TrainingId) -> Training | None:
        """As it is now; until the unit of work is over nobody else changes it or takes a seat."""
        ...

    async def by_uid(self, uid: str) -> Training | None: ...

    async def save(self, training: Training) -> None: ...

    async def coming(self, now: datetime) -> Sequence[Training]:
        """Those that are still to begin and were not called off, the first first."""
        ...

    async def run_by(self, person: PersonId) -> Sequence[Training]: ...

    async def over(self, before: datetime) -> Sequence[TrainingId]:
        """Those that began before this instant."""
        ...

    async def forget(self, training: TrainingId) -> None:
        """With everybody who had enrolled."""
        ...

    async def enrolled(self, training: TrainingId) -> Sequence[Enrolment]: ...

    async def enrolments_of(self, person: PersonId) -> Sequence[Enrolment]: ...

    async def enrol(self, enrolment: Enrolment) -> None: ...

    async def seat(self, training: TrainingId, person: PersonId) -> None:
        """Somebody who waited has a seat now."""
        ...

    async def withdraw(self, training: TrainingId, person: PersonId) -> None: ...

    async def wishes(self) -> Sequence[PersonId]:
        """Who wants to be told when there is one for them."""
        ...

    async def wished(self, person: PersonId) -> datetime | None: ...

    async def wish(self, person: PersonId, at: datetime) -> None: ...

    async def unwish(self, person: PersonId) -> None: ...


async def roll_of(trainings: Trainings, training: Training) -> Roll:
    return Roll(training, await trainings.enrolled(training.id))
