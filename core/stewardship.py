"""What administrators hear of their authority from time to time: that one person is alone, that all is to be reviewed.

Planned by a daily round; planned twice, it changes nothing.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum

from core.authorities import Authority
from core.calendar import Calendar, at_hour
from core.clock import Clock, months_later, today_in
from core.outbox import Planned, Recipient, Topic
from core.people import ALL_AREAS, AuthorityId, Person, Right
from core.routing import ladder
from core.work import Work, Works

STEWARDSHIP = "stewardship"
REVIEW_MONTHS = (3, 9)
UNSEEN_MONTHS = 6
# How many days late a round may still plan what it should have planned.
_WINDOW = timedelta(days=7)


class Matter(StrEnum):
    ALONE = "alone"
    REVIEW = "review"


@dataclass(frozen=True, slots=True)
class Watched:
    """How many messages were planned, or are there already."""

    planned: int = 0


@dataclass(frozen=True, slots=True)
class Stewards:
    works: Works
    clock: Clock
    calendar: Calendar
    hour: time

    async def round(self) -> Watched:
        async with self.works.reading() as work:
            ids = await work.people.authorities()
        planned = 0
        for id in ids:
            async with self.works.writing() as work:
                rows = await self._rows(work, id)
                if rows:
                    await work.outbox.plan(rows)
                    await work.commit()
            planned += len(rows)
        return Watched(planned)

    async def _rows(self, work: Work, id: AuthorityId) -> list[Planned]:
        now, authority = self.clock.now(), await work.authorities.get(id)
        if authority is None or not (day := self._day(authority, now.date())):
            return []
        matters = await _matters(work, authority, day)
        keepers = await keepers_of(work, authority) if matters else ()
        return [
            Planned(Topic(STEWARDSHIP, id), Recipient.to(k), m, self._due(day, k), day)
            for k in keepers
            for m in matters
        ]

    def _day(self, authority: Authority, today: date) -> date | None:
        """The month's first working day, if it is near."""
        first = self.calendar.working_from(today.replace(day=1), authority.place)
        return first if first - timedelta(days=1) <= today <= first + _WINDOW else None

    def _due(self, day: date, keeper: Person) -> datetime:
        return at_hour(day, self.hour, keeper.time_zone)


async def _matters(work: Work, authority: Authority, day: date) -> list[Matter]:
    matters = [Matter.ALONE] if await is_alone(work, authority.id) else []
    return [*matters, *([Matter.REVIEW] if day.month in REVIEW_MONTHS else [])]


async def is_alone(work: Work, authority: AuthorityId) -> bool:
    """Whether one person only handles requests there."""
    team = await work.people.of_authority(authority)
    right = Right.HANDLE
    return (
        len([p for p in team if any(p.may(right, authority, m.area) for m in p.memberships)]) == 1
    )


async def keepers_of(work: Work, authority: Authority) -> tuple[Person, ...]:
    """Those who decide there; where nobody does, the coordinators nearest to it."""
    rungs = await ladder(work, authority, (ALL_AREAS,))
    if not rungs:
        return ()
    own = [p for p in rungs[0].people if authority.id in p.authorities()]
    return tuple(own) or rungs[0].people


def is_unseen(last: date | None, today: date) -> bool:
    """Whether nobody has heard of them for six months; only the month is kept in which it was."""
    return last is None or months_later(last.replace(day=1), UNSEEN_MONTHS + 1) <= today


async def unseen(work: Work, team: Sequence[Person], now: datetime) -> list[Person]:
    last = await work.people.last_seen([person.id for person in team])
    return [p for p in team if is_unseen(last.get(p.id), today_in(p.time_zone, now))]
