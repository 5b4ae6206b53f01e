"""A training is planned, changed or called off, as a part of somebody's unit of work; and who has to know is told."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from uuid import uuid4

from core.clock import Clock
from core.enrolling import check_not_over, move_up
from core.people import Person, PersonId
from core.placing import Schedule
from core.training_news import Bell, Said, people_in
from core.training_plans import same, training_of
from core.training_refusals import NoCoordinator
from core.training_rights import check_runs, coordinated, countries_of
from core.trainings import NEW, Plan, Training, fits, roll_of
from core.upkeep import Deed, Upkeep
from core.work import Work


@dataclass(frozen=True, slots=True)
class TrainingDesk:
    clock: Clock
    schedule: Schedule

    async def put(self, work: Work, actor: Person, plan: Plan) -> Training:
        """A new one, or the one that has its ``uid`` as the plan has it now."""
        known = await work.trainings.by_uid(plan.uid) if plan.uid else None
        if known is None:
            return await self.add(work, actor, plan)
        before = await check_runs(work, actor, await work.trainings.alone(known.id))
        if same(before, plan) or before.called_off == plan.called_off is True:
            return before
        after, _told = (
            await self.call_off(work, actor, before)
            if plan.called_off
            else await self.change(work, actor, before, plan)
        )
        return after

    async def add(self, work: Work, actor: Person, plan: Plan) -> Training:
        where = coordinated(actor)
        if not where:
            raise NoCoordinator
        uid, now = plan.uid or f"{uuid4()}@imi-assistant", self.clock.now()
        added = await work.trainings.add(training_of(plan, NEW, uid, where[0], actor.id))
        await _note(work, actor, added, Deed.TRAINING_ADDED, now)
        await self._honour(work, added, now)
        return added

    async def change(
        self, work: Work, actor: Person, before: Training, plan: Plan
    ) -> tuple[Training, int]:
        """With how many were told: those in whose calendar it stands otherwise now."""
        now = self.clock.now()
        check_not_over(before, now)
        after = replace(
            training_of(plan, before.id, before.uid, before.authority, before.by),
            sequence=before.sequence + 1,
        )
        await work.trainings.save(after)
        await _note(work, actor, after, Deed.TRAINING_CHANGED, now)
        told = await self._tell(work, before, after)
        await move_up(work, self.schedule, after, now)
        return after, told

    async def call_off(self, work: Work, actor: Person, before: Training) -> tuple[Training, int]:
        """With how many were told. Raises ``CalledOff`` the second time."""
        now = self.clock.now()
        check_not_over(before, now)
        after = replace(before, called_off=True, sequence=before.sequence + 1)
        await work.trainings.save(after)
        await _note(work, actor, after, Deed.TRAINING_CALLED_OFF, now)
        bell = Bell(work, self.schedule, now)
        for person in await bell.hush(after, Said):
            # They have not heard of this one: the next will do.
            await work.trainings.wish(person, now)
        enrolled = people_in(await work.trainings.enrolled(after.id))
        return after, await bell.tell(after, enrolled, Said.CALLED_OFF)

    async def _tell(self, work: Work, before: Training, after: Training) -> int:
        """More seats, or another audience, are no news to whoever has enrolled."""
        if before.is_same_entry(after):
            return 0
        roll = await roll_of(work.trainings, after)
        bell, everyone = Bell(work, self.schedule, self.clock.now()), people_in(roll.enrolments)
        if before.is_same_appointment(after):
            return await bell.tell(after, everyone, Said.CHANGED)
        await bell.hush(after)
        told = await bell.tell(after, everyone, Said.MOVED)
        await bell.remind(after, people_in(roll.seated))
        return told

    async def _honour(self, work: Work, training: Training, now: datetime) -> None:
        """Who wanted to hear of the next one hears of it once."""
        told: list[PersonId] = []
        for id in await work.trainings.wishes():
            person = await work.people.get(id)
            if person and fits(training, person, await countries_of(work, person)):
                told.append(id)
                await work.trainings.unwish(id)
        await Bell(work, self.schedule, now).tell(training, told, Said.WISHED)


async def _note(work: Work, actor: Person, training: Training, deed: Deed, now: datetime) -> None:
    subject = f"training {training.id}"
    await work.upkeeps.add(Upkeep(now, actor.id, training.authority, deed, subject))
