"""Somebody asks that what is kept about them goes: everything does but their name beside what they did.

Regulation (EU) No 1024/2012, Art. 19; what an authority has to be able to prove stays (GDPR, Art. 17(3)(b)).
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from core.clock import Clock
from core.enrolling import leave_all
from core.errors import UserError
from core.people import Person
from core.placing import Schedule
from core.refusals import NotYourRight
from core.text import msgs
from core.upkeep import Deed, Upkeep
from core.work import Work, Works


class StillInHand(UserError):
    def __init__(self, count: int) -> None:
        super().__init__(
            msgs(
                "You still have one open request in hand. Please have it handed over first: ask the colleague "
                "who keeps your authority's data, or your coordinator.",
                "You still have {n} open requests in hand. Please have them handed over first: ask the colleague "
                "who keeps your authority's data, or your coordinator.",
                count,
            )
        )


@dataclass(frozen=True, slots=True)
class Erasing:
    works: Works
    clock: Clock
    schedule: Schedule

    async def check(self, person: Person) -> None:
        """Raises ``StillInHand``: nobody's request is left to nobody."""
        async with self.works.reading() as work:
            await _check(work, person)

    async def erase(self, person: Person) -> None:
        """Accounts, rights, deputies, favourites and applications go, and nobody is known by them any more."""
        async with self.works.writing() as work:
            still = await work.people.get(person.id)
            if still is None or not still.active:
                raise NotYourRight
            await _check(work, still)
            now = self.clock.now()
            for authority in still.authorities():
                done = Upkeep(now, still.id, authority, Deed.PERSON_ERASED, still.id)
                await work.upkeeps.add(done)
            await leave_all(work, self.schedule, still, now)
            await work.people.put(replace(still, memberships=(), deputies=(), active=False))
            await work.people.forget(still.id)
            await work.commit()


async def _check(work: Work, person: Person) -> None:
    held = [await work.requests.in_hand(person.id, id) for id in person.authorities()]
    if count := sum(map(len, held)):
        raise StillInHand(count)
