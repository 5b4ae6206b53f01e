"""After a standstill one reader is told in one message what they were to be told meanwhile, and not in quiet hours."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from core.clock import Clock, today_in
from core.digest import BACK, is_said_in, members
from core.escalation import RUNG, Rung
from core.habits import Habits, layered, next_hour, owners
from core.outbox import (
    CAUGHT_UP,
    DIGEST,
    Delivery,
    Planned,
    Progress,
    Recipient,
    Topic,
)
from core.people import Person, Room
from core.placing import Schedule
from core.work import Work, Works

# Longer than anything waits while all is well.
_LATE = timedelta(minutes=10)
_INSTANT = timedelta(microseconds=1)

# Why something waits: it was late as well, or in time and kept for its reader's quiet hours.
QUIET, KEPT = "quiet hours", "kept for quiet hours"


@dataclass(frozen=True, slots=True)
class Together:
    """What becomes of what one reader was to be told: ``until`` is when their quiet hours are over.

    ``elsewhere``: another message says it, which is planned already.
    """

    until: datetime | None = None
    elsewhere: bool = False


@dataclass(frozen=True, slots=True)
class CatchingUp:
    """``merges``: whether something may stand in one message with other things."""

    works: Works
    clock: Clock
    schedule: Schedule
    merges: Callable[[Planned], bool]

    def late(self, claimed: Sequence[Delivery]) -> Mapping[Recipient, Sequence[Delivery]]:
        """What has just been claimed and is late, by its reader; nearly always nothing is."""
        now = self.clock.now()
        found: dict[Recipient, list[Delivery]] = {}
        for delivery in claimed:
            if self._is_late(delivery, now):
                found.setdefault(delivery.planned.recipient, []).append(delivery)
        return found

    async def gather(self, recipient: Recipient, claimed: Sequence[Delivery]) -> Together:
        now = self.clock.now()
        if until := await self._quiet_until(recipient, now):
            return Together(until=until)
        return Together(elsewhere=await self._together(recipient, claimed, now))

    async def _quiet_until(self, recipient: Recipient, now: datetime) -> datetime | None:
        async with self.works.reading() as work:
            reader = await _reader(work, recipient)
            if reader is None:
                return None
            opens = next_hour(now, reader.time_zone, await self._habits(work, reader))
        return opens if opens > now else None

    async def _together(
        self, recipient: Recipient, claimed: Sequence[Delivery], now: datetime
    ) -> bool:
        """Whether another message is planned here in their stead."""
        async with self.works.writing() as work:
            reader = await _reader(work, recipient)
            if reader is None or (await self._habits(work, reader)).single:
                return False
            rows = await work.outbox.to(recipient, now - BACK, now)
            waiting = [row for row in rows if row.progress is Progress.PLANNED]
            taken = [*claimed, *(row for row in waiting if self._is_late(row, now))]
            digests = [row for row in taken if row.planned.about.name == DIGEST]
            if len(taken) - len(digests) + bool(digests) < 2:
                return False
            due = _free_instant(rows, now)
            said = [row for digest in digests for row in members(rows, digest.planned)]
            await work.outbox.hand_over([*taken, *said], {DIGEST: due.isoformat()})
            about, day = Topic(DIGEST, recipient.key), today_in(reader.time_zone, due)
            await work.outbox.plan([Planned(about, recipient, CAUGHT_UP, due, day)])
            await work.commit()
        return True

    async def _habits(self, work: Work, reader: Person | Room) -> Habits:
        known = await work.habits.of(owners([reader]))
        return self.schedule.habits(reader, layered(reader, known))

    def _is_late(self, row: Delivery, now: datetime) -> bool:
        """By itself in nobody's hands yet, and older than anything is while all is well."""
        planned = row.planned
        if now - planned.due < _LATE or row.progress is Progress.UNSURE or row.attempts > 1:
            return False
        if row.problem not in ("", QUIET):
            return False
        if planned.about.name == DIGEST:
            return planned.kind == DIGEST
        if is_said_in(planned) or planned.values.get(RUNG) == Rung.COORDINATOR:
            return False
        return self.merges(planned)


async def _reader(work: Work, recipient: Recipient) -> Person | Room | None:
    if recipient.person:
        return await work.people.get(recipient.person)
    return await work.people.room(recipient.room) if recipient.room else None


def _free_instant(rows: Sequence[Delivery], now: datetime) -> datetime:
    """Not one at which such a message was planned already: it must not wait for the next."""
    known = {row.planned.due for row in rows if row.planned.kind == CAUGHT_UP}
    while now in known:
        now -= _INSTANT
    return now
