"""Who is told of a training, and when: rows of the outbox, planned in the change's own unit of work."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

from core.calendar import at_hour
from core.clock import today_in
from core.habits import Habits, within
from core.mornings import Mornings
from core.outbox import Planned, Progress, Recipient, Topic
from core.people import Person, PersonId
from core.placing import Schedule
from core.trainings import TRAINING, Enrolment, Training, TrainingId
from core.work import Work

_DAY, _HOUR = timedelta(days=1), timedelta(hours=1)


class Said(StrEnum):
    """``WISHED`` goes to who wanted to hear of the next one, the others to who has enrolled."""

    WISHED = "wished"
    SEATED = "seated"
    MOVED = "moved"
    CHANGED = "changed"
    CALLED_OFF = "called_off"
    DAY_BEFORE = "day_before"
    HOUR_BEFORE = "hour_before"


REMINDING = (Said.DAY_BEFORE, Said.HOUR_BEFORE)


def topic(training: TrainingId) -> Topic:
    return Topic(TRAINING, str(training))


@dataclass(frozen=True, slots=True)
class Bell:
    """Plans what is said of one training."""

    work: Work
    schedule: Schedule
    now: datetime

    async def tell(self, training: Training, people: Iterable[PersonId], said: Said) -> int:
        """Now, each once; how many."""
        rows = [await self._row(training, id, said) for id in people]
        known = [row for row in rows if row]
        await self.work.outbox.plan(known)
        return len(known)

    async def remind(self, training: Training, people: Iterable[PersonId]) -> None:
        """The day and an hour before, by each one's own clock and quiet hours; planned twice, it is said once."""
        for id in people:
            person = await self.work.people.get(id)
            if person and person.active:
                mornings = Mornings(self.work, self.schedule)
                rows = [
                    await _day_before(training, person, mornings),
                    _hour_before(training, person, await mornings.habits(person)),
                ]
                await mornings.plan([r for r in rows if self.now < r.due < training.starts])

    async def hush(
        self, training: Training, kinds: Iterable[Said] = REMINDING, whose: PersonId | None = None
    ) -> Sequence[PersonId]:
        """Give up what is planned: for one person, or for all. Whose wish to hear of one is open again by that."""
        rows, wanted = await self.work.outbox.of(topic(training.id)), frozenset(kinds)
        gone = [
            row
            for row in rows
            if row.progress is Progress.PLANNED
            and row.planned.kind in wanted
            and whose in (None, row.planned.recipient.person)
        ]
        await self.work.outbox.cancel([row.id for row in gone])
        wishes = (row.planned.recipient for row in gone if row.planned.kind == Said.WISHED)
        return [to.person for to in wishes if to.person]

    async def _row(self, training: Training, id: PersonId, said: Said) -> Planned | None:
        person = await self.work.people.get(id)
        if person is None or not person.active:
            return None
        day = today_in(person.time_zone, self.now)
        return Planned(topic(training.id), Recipient.to(person), said, self.now, day)


async def _day_before(training: Training, person: Person, mornings: Mornings) -> Planned:
    day = today_in(person.time_zone, training.starts) - _DAY
    return await mornings.row(topic(training.id), person, Said.DAY_BEFORE, day)


def _hour_before(training: Training, person: Person, habits: Habits) -> Planned:
    """Earlier or later on the same day where that would be a quiet hour."""
    zone, due = person.time_zone, training.starts - _HOUR
    usual = due.astimezone(ZoneInfo(zone))
    hour = within(usual.time(), habits)
    if hour != usual.time():
        due = at_hour(usual.date(), hour, zone)
    return Planned(
        topic(training.id), Recipient.to(person), Said.HOUR_BEFORE, due, today_in(zone, due)
    )


async def replan_of(work: Work, schedule: Schedule, person: PersonId, now: datetime) -> None:
    """Somebody has other quiet hours now, or another clock."""
    bell = Bell(work, schedule, now)
    for enrolment in await work.trainings.enrolments_of(person):
        training = await work.trainings.get(enrolment.training)
        if training and enrolment.seated and not training.is_over(now):
            await bell.hush(training, whose=person)
            await bell.remind(training, [person])


def people_in(enrolments: Iterable[Enrolment]) -> list[PersonId]:
    return [each.person for each in enrolments]
