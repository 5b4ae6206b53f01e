"""Coordinators plan trainings, move them, call them off, and see who comes."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from core.clock import Clock
from core.enrolling import move_up
from core.people import Person, PersonId
from core.placing import Schedule
from core.training_desk import TrainingDesk
from core.training_news import people_in
from core.training_plans import check, same
from core.training_refusals import NothingChanges
from core.training_rights import check_runs
from core.trainings import Plan, Roll, Training, TrainingId, roll_of
from core.work import Work, Works

# So long after it somebody may still have to show who was there.
KEPT = timedelta(days=90)


@dataclass(frozen=True, slots=True)
class Attendance:
    """``people`` by their ids; those who have left meanwhile are not among them."""

    roll: Roll
    people: Mapping[PersonId, Person]


@dataclass(frozen=True, slots=True)
class BroughtIn:
    """How many are new, were changed by it, and were planned like this already."""

    new: int
    changed: int
    known: int


@dataclass(frozen=True, slots=True)
class Tended:
    """How many waiting people moved up, how many trainings of the past were forgotten."""

    moved_up: int = 0
    forgotten: int = 0


@dataclass(frozen=True, slots=True)
class Running:
    """``changed`` is called after every change that is stored: somebody has to be told."""

    works: Works
    clock: Clock
    schedule: Schedule
    changed: Callable[[], None]

    async def add(self, actor: Person, plan: Plan) -> Training:
        check(plan, self.clock.now())
        async with self.works.writing() as work:
            added = await self._desk.add(work, actor, plan)
            await work.commit()
        self.changed()
        return added

    async def move(self, actor: Person, id: TrainingId, after: Plan) -> tuple[Training, int]:
        """With how many were told. Raises ``NothingChanges`` where it is planned like this already."""
        async with self.works.writing() as work:
            before = await check_runs(work, actor, await work.trainings.alone(id))
            if same(before, after):
                raise NothingChanges(before)
            check(after, self.clock.now())
            changed, told = await self._desk.change(work, actor, before, after)
            await work.commit()
        self.changed()
        return changed, told

    async def bring_in(self, actor: Person, plans: Sequence[Plan]) -> BroughtIn:
        """All of them or none."""
        known = new = 0
        async with self.works.writing() as work:
            for plan in plans:
                before = await work.trainings.by_uid(plan.uid)
                after = await self._desk.put(work, actor, plan)
                new += before is None
                known += before == after
            await work.commit()
        self.changed()
        return BroughtIn(new, len(plans) - new - known, known)

    async def call_off(self, actor: Person, id: TrainingId) -> tuple[Training, int]:
        """With how many were told; the second time nobody is."""
        async with self.works.writing() as work:
            before = await check_runs(work, actor, await work.trainings.alone(id))
            after, told = await self._desk.call_off(work, actor, before)
            await work.commit()
        self.changed()
        return after, told

    async def coming(self, actor: Person, id: TrainingId) -> Attendance:
        async with self.works.reading() as work:
            training = await check_runs(work, actor, await work.trainings.get(id))
            roll = await roll_of(work.trainings, training)
            found = [await work.people.get(each) for each in people_in(roll.enrolments)]
        return Attendance(roll, {each.id: each for each in found if each and each.active})

    async def round(self) -> Tended:
        """Seats of those who left without a word go on; what is long over is forgotten."""
        now = self.clock.now()
        async with self.works.reading() as work:
            coming = await work.trainings.coming(now)
            over = await work.trainings.over(now - KEPT)
        moved = 0
        for each in coming:
            async with self.works.writing() as work:
                training = await work.trainings.alone(each.id)
                moved += await _tend(work, self.schedule, training, now) if training else 0
                await work.commit()
        for id in over:
            async with self.works.writing() as work:
                await work.trainings.forget(id)
                await work.commit()
        if moved:
            self.changed()
        return Tended(moved, len(over))

    @property
    def _desk(self) -> TrainingDesk:
        return TrainingDesk(self.clock, self.schedule)


async def _tend(work: Work, schedule: Schedule, training: Training, now: datetime) -> int:
    """Whoever was made inactive by an import has a seat no more."""
    for id in people_in(await work.trainings.enrolled(training.id)):
        person = await work.people.get(id)
        if person is None or not person.active:
            await work.trainings.withdraw(training.id, id)
    return await move_up(work, schedule, training, now)
