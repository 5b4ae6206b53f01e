"""Officials take a seat, give it up, wait for one, or want to hear of the next training."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from core.clock import Clock
from core.people import Person
from core.placing import Schedule
from core.training_news import REMINDING, Bell, Said, people_in
from core.training_refusals import (
    AlreadyBegun,
    AlreadyEnrolled,
    CalledOff,
    NotEnrolled,
    UnknownTraining,
)
from core.training_rights import check_open, concerns, countries_of, runs
from core.trainings import Countries, Enrolment, Roll, Training, TrainingId, fits, roll_of
from core.work import Work, Works


@dataclass(frozen=True, slots=True)
class Offer:
    """The trainings for somebody, with who has a seat: in their language, and in others."""

    own: Sequence[Roll]
    others: Sequence[Roll]


@dataclass(frozen=True, slots=True)
class Enrolling:
    """``changed`` is called after every change that is stored: somebody may have to be told."""

    works: Works
    clock: Clock
    schedule: Schedule
    changed: Callable[[], None]

    async def offer(self, person: Person) -> Offer:
        """What one runs or has a seat in is among one's own, in whichever language."""
        async with self.works.reading() as work:
            coming = await work.trainings.coming(self.clock.now())
            countries = await countries_of(work, person)
            rolls = [await roll_of(work.trainings, each) for each in coming]
        open_to = [r for r in rolls if concerns(r, person, countries)]
        own = [r for r in open_to if _is_ones_own(r, person, countries)]
        return Offer(own, [r for r in open_to if r not in own])

    async def show(self, person: Person, id: TrainingId) -> Roll:
        """Raises ``UnknownTraining``."""
        async with self.works.reading() as work:
            training = await work.trainings.get(id)
            if training is None:
                raise UnknownTraining
            roll = await roll_of(work.trainings, training)
            if not await runs(work, person, training):
                await check_open(work, roll, person)
        return roll

    async def enrol(self, person: Person, id: TrainingId) -> Roll:
        """The last seat goes to whoever comes first, the others wait in their order."""
        async with self.works.writing() as work:
            roll, now = await _alone(work, id), self.clock.now()
            await check_open(work, roll, person)
            _check_coming(roll, person, now)
            seated = roll.free > 0 and not roll.waiting
            await work.trainings.enrol(Enrolment(id, person.id, now, seated))
            if seated:
                await Bell(work, self.schedule, now).remind(roll.training, [person.id])
            after = await roll_of(work.trainings, roll.training)
            await work.commit()
        self.changed()
        return after

    async def withdraw(self, person: Person, id: TrainingId) -> Training:
        """Whoever has waited longest moves up. The training as the leaver's calendar is to hear of it."""
        async with self.works.writing() as work:
            roll, now = await _alone(work, id), self.clock.now()
            if roll.of(person.id) is None:
                await check_open(work, roll, person)
                raise NotEnrolled(roll.training.titles)
            check_not_over(roll.training, now)
            after = await leave(work, self.schedule, roll, person, now)
            await work.commit()
        self.changed()
        return after

    async def wish(self, person: Person) -> None:
        async with self.works.writing() as work:
            await work.trainings.wish(person.id, self.clock.now())
            await work.commit()

    async def unwish(self, person: Person) -> None:
        async with self.works.writing() as work:
            await work.trainings.unwish(person.id)
            await work.commit()

    async def wished(self, person: Person) -> datetime | None:
        async with self.works.reading() as work:
            return await work.trainings.wished(person.id)


def _is_ones_own(roll: Roll, person: Person, countries: Countries) -> bool:
    return roll.involves(person.id) or fits(roll.training, person, countries)


async def leave(
    work: Work, schedule: Schedule, roll: Roll, person: Person, now: datetime
) -> Training:
    bell, training = Bell(work, schedule, now), roll.training
    await work.trainings.withdraw(training.id, person.id)
    await bell.hush(training, (*REMINDING, Said.SEATED), whose=person.id)
    # A calendar takes a cancellation, and a later invitation, only under a higher number.
    after = replace(training, sequence=training.sequence + 1)
    await work.trainings.save(after)
    await move_up(work, schedule, after, now)
    return after


async def leave_all(work: Work, schedule: Schedule, person: Person, now: datetime) -> None:
    """Somebody works here no more: nobody waits behind them."""
    for enrolment in await work.trainings.enrolments_of(person.id):
        training = await work.trainings.alone(enrolment.training)
        if training and not training.is_over(now):
            await leave(work, schedule, await roll_of(work.trainings, training), person, now)


async def move_up(work: Work, schedule: Schedule, training: Training, now: datetime) -> int:
    """Free seats go to those who wait, in their order, and they are told; how many."""
    roll, bell = await roll_of(work.trainings, training), Bell(work, schedule, now)
    lucky = people_in(roll.waiting[: roll.free])
    for person in lucky:
        await work.trainings.seat(training.id, person)
    await bell.tell(training, lucky, Said.SEATED)
    await bell.remind(training, lucky)
    return len(lucky)


async def _alone(work: Work, id: TrainingId) -> Roll:
    training = await work.trainings.alone(id)
    if training is None:
        raise UnknownTraining
    return await roll_of(work.trainings, training)


def _check_coming(roll: Roll, person: Person, now: datetime) -> None:
    check_not_over(roll.training, now)
    mine = roll.of(person.id)
    if mine:
        raise AlreadyEnrolled(roll.training, 0 if mine.seated else roll.place(person.id))


def check_not_over(training: Training, now: datetime) -> None:
    """Raises ``CalledOff`` and ``AlreadyBegun``."""
    if training.called_off:
        raise CalledOff(training)
    if training.is_over(now):
        raise AlreadyBegun(training)
