"""What is planned for somebody's day: at their own hour, and in one message with what else comes then."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from core.calendar import at_hour
from core.digest import digests_of
from core.habits import Habits, layered, owners, within
from core.outbox import TOGETHER, Planned, Recipient, Topic
from core.people import Person, Room
from core.placing import Schedule
from core.work import Work


@dataclass(frozen=True, slots=True)
class Mornings:
    work: Work
    schedule: Schedule

    async def row(self, about: Topic, reader: Person | Room, kind: str, day: date) -> Planned:
        habits = await self.habits(reader)
        hour = within(habits.hour or self.schedule.hour, habits)
        due = at_hour(day, hour, reader.time_zone)
        values = {} if habits.single else TOGETHER
        return Planned(about, Recipient.to(reader), kind, due, day, values)

    async def plan(self, rows: Sequence[Planned]) -> None:
        """With the messages in which they are said."""
        await self.work.outbox.plan([*rows, *digests_of(rows)])

    async def habits(self, reader: Person | Room) -> Habits:
        """All that counts for them."""
        known = await self.work.habits.of(owners([reader]))
        return self.schedule.habits(reader, layered(reader, known))
