"""Whoever keeps public registers is told what needs care: an address that does not work, a year without a look."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum

from core.calendar import Calendar
from core.clock import Clock, today_in
from core.mornings import Mornings
from core.outbox import Planned, Recipient, Topic
from core.people import AuthorityId, Person, Right
from core.placing import Schedule
from core.registers import REVIEW, Register
from core.work import Work, Works

REGISTER = "register"
# Nobody is told of the same thing more often.
_AGAIN = timedelta(days=30)
_MOST = 500


class Care(StrEnum):
    """What is said: of one register, or of all that an authority keeps."""

    REPORTED = "reported"
    DEAD = "dead"
    REVIEW = "review"


async def keepers_of(work: Work, register: Register) -> Sequence[Person]:
    """Who keeps the data of its authority up to date; where nobody does, who coordinates its country."""
    if register.keeper:
        team = await work.people.of_authority(register.keeper)
        if keeping := [person for person in team if administers(person, register.keeper)]:
            return keeping
    return await work.people.coordinating(register.country)


def administers(person: Person, authority: AuthorityId) -> bool:
    held = person.memberships if person.active else ()
    return any(m.authority == authority and m.gives(Right.ADMINISTER, m.area) for m in held)


async def tell_keepers(work: Work, register: Register, care: Care, now: datetime) -> None:
    """At once, unless they were told lately and nobody has looked after it since."""
    about = Topic(REGISTER, register.id)
    if await _told(work, about, care, max(now - _AGAIN, _midnight(register.checked, now))):
        return
    await work.outbox.plan(
        [
            Planned(about, Recipient.to(person), care, now, today_in(person.time_zone, now))
            for person in await keepers_of(work, register)
        ]
    )


@dataclass(frozen=True, slots=True)
class Reviewed:
    """How many authorities were reminded."""

    reminded: int = 0


@dataclass(frozen=True, slots=True)
class Reviews:
    """Once a year each register is looked at; an authority is reminded of all of its own together."""

    works: Works
    clock: Clock
    calendar: Calendar
    schedule: Schedule

    async def round(self) -> Reviewed:
        now = self.clock.now()
        reminded = 0
        async with self.works.writing() as work:
            due: defaultdict[AuthorityId, list[Register]] = defaultdict(list)
            for register in await work.registers.unreviewed(now.date() - REVIEW, _MOST):
                if register.keeper:
                    due[register.keeper].append(register)
            for keeper, registers in due.items():
                reminded += await self._remind(work, keeper, registers[0], now)
            await work.commit()
        return Reviewed(reminded)

    async def _remind(
        self, work: Work, keeper: AuthorityId, register: Register, now: datetime
    ) -> bool:
        about = Topic(REGISTER, keeper)
        people = [p for p in await keepers_of(work, register) if administers(p, keeper)]
        if not people or await _told(work, about, Care.REVIEW, now - _AGAIN):
            return False
        mornings = Mornings(work, self.schedule)
        await mornings.plan(
            [
                await mornings.row(about, p, Care.REVIEW, self._day(p, register.country, now))
                for p in people
            ]
        )
        return True

    def _day(self, person: Person, country: str, now: datetime) -> date:
        """The next working day."""
        today = today_in(person.time_zone, now)
        return self.calendar.after_working_days(today, 1, country)


async def _told(work: Work, about: Topic, care: Care, since: datetime) -> bool:
    rows = await work.outbox.of(about)
    return any(row.planned.kind == care and row.planned.due > since for row in rows)


def _midnight(day: date | None, now: datetime) -> datetime:
    """The beginning of a day, to compare an instant with; of the beginning of time where there is none."""
    return datetime.combine(day or date.min, time(0), now.tzinfo)
