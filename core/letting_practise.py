"""Somebody asks to practise, a coordinator lets them until a day, and they go in and out."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from secrets import token_hex

from core.calendar import at_hour
from core.clock import Clock, today_in
from core.errors import UserError
from core.mornings import Mornings
from core.outbox import Planned, Progress, Recipient, Topic
from core.people import ALL_AREAS, Person, PersonId
from core.placing import Schedule
from core.practices import Practice
from core.routing import ladder
from core.text import msg
from core.work import Work, Works

PRACTICE = "practice"
_MIDNIGHT, _DAY = time(0), timedelta(days=1)


class Told(StrEnum):
    """The first to a coordinator, the others to whoever practises."""

    ASKED = "asked"
    GRANTED = "granted"
    ENDED = "ended"


class NobodyGrants(UserError):
    def __init__(self) -> None:
        super().__init__(
            msg(
                "There is no coordinator in your country here who could let you practise. "
                "Please ask whoever runs this assistant."
            )
        )


class NotTheirCoordinator(UserError):
    field = "learner"

    def __init__(self) -> None:
        super().__init__(msg("Nobody whom you coordinate has asked to practise under this name."))


class NotGranted(UserError):
    """There is nothing to enter."""

    def __init__(self) -> None:
        super().__init__(msg("You may not practise yet. Write `practice` to ask for it."))


@dataclass(frozen=True, slots=True)
class Learning:
    """Somebody who practises, for their coordinator."""

    person: Person
    practice: Practice
    finished: Mapping[str, date]


@dataclass(frozen=True, slots=True)
class Letting:
    """``changed`` is called after every change that is stored: somebody has to be told."""

    works: Works
    clock: Clock
    schedule: Schedule
    changed: Callable[[], None]

    async def of(self, person: Person) -> Practice | None:
        async with self.works.reading() as work:
            return await work.practices.of(person.id)

    async def finished(self, person: Person) -> Mapping[str, date]:
        async with self.works.reading() as work:
            return await work.practices.finished(person.id)

    async def ask(self, person: Person) -> Sequence[Person]:
        """The nearest coordinators are told; who they are. Raises ``NobodyGrants``."""
        now = self.clock.now()
        async with self.works.writing() as work:
            rungs = await _rungs(work, person)
            if not rungs:
                raise NobodyGrants
            before = await work.practices.of(person.id)
            world = before.world if before else token_hex(8)
            await work.practices.put(Practice(person.id, now, world))
            await work.outbox.plan([_row(person, each, Told.ASKED, now) for each in rungs[0]])
            await work.commit()
        self.changed()
        return rungs[0]

    async def grant(self, actor: Person, learner: PersonId, last: date) -> tuple[Person, Practice]:
        """To the end of that day, by the learner's own clock. Raises ``NotTheirCoordinator``."""
        now = self.clock.now()
        async with self.works.writing() as work:
            person, before = await _coordinated(work, actor, learner)
            until = at_hour(last + _DAY, _MIDNIGHT, person.time_zone)
            practice = replace(before, by=actor.id, until=until)
            await work.practices.put(practice)
            await _hush(work, person)
            mornings = Mornings(work, self.schedule)
            ended = await mornings.row(_topic(person), person, Told.ENDED, last + _DAY)
            await mornings.plan([_row(person, person, Told.GRANTED, now), ended])
            await work.commit()
        self.changed()
        return person, practice

    async def enter(self, person: Person) -> Practice:
        return await self._go(person, inside=True)

    async def leave(self, person: Person) -> Practice:
        return await self._go(person, inside=False)

    async def _go(self, person: Person, *, inside: bool) -> Practice:
        async with self.works.writing() as work:
            before = await work.practices.of(person.id)
            if before is None or not before.is_open(self.clock.now()):
                raise NotGranted
            practice = replace(before, inside=inside)
            await work.practices.put(practice)
            await work.commit()
        return practice

    async def learners(self, actor: Person) -> Sequence[Learning]:
        """Everybody whom this person coordinates and who has asked to practise."""
        found: list[Learning] = []
        async with self.works.reading() as work:
            for practice in await work.practices.all():
                person = await work.people.get(practice.person)
                if person and person.active and await _may_grant(work, actor, person):
                    finished = await work.practices.finished(person.id)
                    found.append(Learning(person, practice, finished))
        return found


async def _coordinated(work: Work, actor: Person, learner: PersonId) -> tuple[Person, Practice]:
    person, practice = await work.people.get(learner), await work.practices.of(learner)
    if person is None or practice is None or not await _may_grant(work, actor, person):
        raise NotTheirCoordinator
    return person, practice


async def _may_grant(work: Work, actor: Person, person: Person) -> bool:
    return any(actor.id == each.id for rung in await _rungs(work, person) for each in rung)


async def _rungs(work: Work, person: Person) -> Sequence[Sequence[Person]]:
    """The coordinators of somebody's first authority, the nearest first."""
    for id in person.authorities():
        authority = await work.authorities.get(id)
        if authority and (
            rungs := await ladder(work, authority, (ALL_AREAS,), coordinators_only=True)
        ):
            return [rung.people for rung in rungs]
    return []


async def _hush(work: Work, person: Person) -> None:
    """What was planned for another end is not said; nor is anybody asked any more."""
    rows = await work.outbox.of(_topic(person))
    await work.outbox.cancel([row.id for row in rows if row.progress is Progress.PLANNED])


def _row(person: Person, reader: Person, told: Told, at: datetime) -> Planned:
    day = today_in(reader.time_zone, at)
    return Planned(_topic(person), Recipient.to(reader), told, at, day)


def _topic(person: Person) -> Topic:
    return Topic(PRACTICE, person.id)
