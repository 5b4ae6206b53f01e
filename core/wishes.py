"""What people say about how they want to be reminded; what is planned already follows at once."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import time

from core.announcements import Announcer
from core.clock import Clock
from core.errors import UserError
from core.habits import Habits, Owner, layered, leaves_no_hour, owner_of, owners
from core.outbox import Planned, Recipient, Topic
from core.people import AuthorityId, Person
from core.surveying import replan_of as replan_surveys
from core.text import Message, as_written, msg
from core.training_news import replan_of
from core.work import Work, Works

_PAGE = 200

TEST = "test"


class NoHourLeft(UserError):
    def __init__(self, habits: Habits) -> None:
        super().__init__(
            msg(
                "Quiet before {early} and from {late} on: that leaves no hour at which I could write. "
                "Please choose other quiet hours.",
                early=_shown(habits.not_before),
                late=_shown(habits.not_after),
            )
        )


def _shown(hour: time | None) -> Message:
    return as_written((hour or time(0)).isoformat("minutes"))


def check_hours(before: Habits, after: Habits) -> None:
    """``after`` is all that will count. Raises ``NoHourLeft``; what was so before is nobody's new mistake."""
    if leaves_no_hour(after) and not leaves_no_hour(before):
        raise NoHourLeft(after)


@dataclass(frozen=True, slots=True)
class Wishes:
    works: Works
    clock: Clock
    announcer: Announcer
    changed: Callable[[], None]

    async def of(self, person: Person) -> Habits:
        """All that counts for this person, whoever has chosen it."""
        async with self.works.reading() as work:
            known = await work.habits.of(owners([person]))
        return self.announcer.planner.schedule.habits(person, layered(person, known))

    async def change(self, person: Person, changed: Callable[[Habits], Habits]) -> Habits:
        """All that counts from now on. What has been planned for them is planned anew."""
        async with self.works.writing() as work:
            owner = owner_of(person)
            known = await work.habits.of(owners([person]))
            after = changed(known.get(owner, Habits()))
            self._check(person, known, {**known, owner: after})
            await work.habits.put(owner, after)
            await self.replan_for(work, person)
            await work.commit()
        self.changed()
        return await self.of(person)

    def _check(
        self, person: Person, before: Mapping[Owner, Habits], after: Mapping[Owner, Habits]
    ) -> None:
        schedule = self.announcer.planner.schedule
        was, will = (schedule.habits(person, layered(person, each)) for each in (before, after))
        check_hours(was, will)

    async def replan_for(self, work: Work, person: Person) -> None:
        """What is planned for somebody who has other habits now, or another clock."""
        await self.replan(work, person.authorities())
        planner, now = self.announcer.planner, self.clock.now()
        await replan_of(work, planner.schedule, person.id, now)
        await replan_surveys(work, planner.schedule, planner.calendar, person, now)

    async def replan(self, work: Work, authorities: Sequence[AuthorityId]) -> int:
        """Every open request of these authorities; how many."""
        found = await work.standings.open_of(authorities)
        names = [line.reference for lines in found.values() for line in lines]
        for first in range(0, len(names), _PAGE):
            for request in await work.requests.many(names[first : first + _PAGE]):
                await self.announcer.replan(work, request, self.clock.now())
        return len(names)

    async def try_out(self, person: Person) -> None:
        """A reminder of nothing, on the way that every other takes."""
        now = self.clock.now()
        about = Topic(TEST, person.id)
        async with self.works.writing() as work:
            row = Planned(about, Recipient.to(person), TEST, now, now.date())
            await work.outbox.plan([row])
            await work.commit()
        self.changed()


def usual(habits: Habits) -> Habits:
    """As the authority or the operator has it; when one is away is no wish."""
    return Habits(away=habits.away)


def chosen(wish: Habits) -> Callable[[Habits], Habits]:
    """What was wished now over what was before."""
    return lambda own: replace(wish.over(own), away=own.away)
