"""What administrators hear of their authority from time to time: that one person is alone, that all is to be reviewed.

Planned by a daily round; planned twice, it changes nothing.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from core.authorities import Authority
from core.calendar import Calendar
from core.clock import Clock, months_later, today_in
from core.mornings import Mornings
from core.outbox import Planned, Topic
from core.people import ALL_AREAS, AuthorityId, Person, Right
from core.placing import Schedule
from core.routing import ladder
from core.work import Work, Works

STEWARDSHIP = "stewardship"
REVIEW_MONTHS = (3, 9)
UNSEEN_MONTHS = 6
_FRESH_MONTHS = 3
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
    schedule: Schedule

    async def round(self) -> Watched:
        async with self.works.reading() as work:
            ids = await work.people.authorities()
        planned = 0
        for id in ids:
            async with self.works.writing() as work:
                met, rows = await self._meet(work, id), await self._rows(work, id)
                await Mornings(work, self.schedule).plan(rows)
                if met or rows:
                    await work.commit()
            planned += len(rows)
        return Watched(planned)

    async def _meet(self, work: Work, id: AuthorityId) -> bool:
        """Note this month for those who have never been heard of; whether there was anybody."""
        team = await work.people.of_authority(id)
        known = await work.people.last_seen([person.id for person in team])
        new = [person.id for person in team if person.id not in known]
        for person in new:
            first = self.clock.now().date().replace(day=1)
            await work.people.seen(person, first, wrote=False)
        return bool(new)

    async def _rows(self, work: Work, id: AuthorityId) -> list[Planned]:
        now, authority = self.clock.now(), await work.authorities.get(id)
        if authority is None or not (day := self._day(authority, now.date())):
            return []
        about, matters = Topic(STEWARDSHIP, id), await _matters(work, authority, day)
        keepers = await keepers_of(work, authority) if matters else ()
        told = {_told(row.planned) for row in await work.outbox.of(about)} if keepers else set()
        rows = [await self._row(work, k, m, (about, day)) for k in keepers for m in matters]
        return [row for row in rows if _told(row) not in told]

    async def _row(
        self, work: Work, keeper: Person, matter: Matter, given: tuple[Topic, date]
    ) -> Planned:
        """At their hour; where that has passed before anybody planned it, at the next, and never at night."""
        mornings, (about, day) = Mornings(work, self.schedule), given
        row = await mornings.row(about, keeper, matter, day)
        while row.due < self.clock.now():
            row = await mornings.row(about, keeper, matter, row.local + timedelta(days=1))
        return row

    def _day(self, authority: Authority, today: date) -> date | None:
        """The month's first working day, if it is near."""
        first = self.calendar.working_from(today.replace(day=1), authority.place)
        return first if first - timedelta(days=1) <= today <= first + _WINDOW else None


def _told(row: Planned) -> tuple[str, str, int, int]:
    """Once a month each."""
    return row.recipient.key, row.kind, row.local.year, row.local.month


async def _matters(work: Work, authority: Authority, day: date) -> list[Matter]:
    matters = [Matter.ALONE] if await is_alone(work, authority.id) else []
    return [*matters, *([Matter.REVIEW] if _is_to_be_reviewed(authority, day) else [])]


def _is_to_be_reviewed(authority: Authority, day: date) -> bool:
    """Twice a year; not where somebody has only just looked at all of it."""
    looked = authority.updated
    return day.month in REVIEW_MONTHS and (
        looked is None or months_later(looked, _FRESH_MONTHS) <= day
    )


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
    """Whether nobody has heard of them for six whole months.

    Who was never heard of is counted from the round that first came across them.
    """
    return last is not None and months_later(last.replace(day=1), UNSEEN_MONTHS + 1) <= today


async def unseen(work: Work, team: Sequence[Person], now: datetime) -> list[Person]:
    last = await work.people.last_seen([person.id for person in team])
    return [p for p in team if is_unseen(last.get(p.id), today_in(p.time_zone, now))]
