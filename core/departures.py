"""A platform tells that somebody's account is closed: those who decide there are asked whether they have left."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, time

from core.clock import Clock
from core.outbox import Planned, Recipient, Topic
from core.people import Address, Person
from core.stewardship import keepers_of
from core.work import Work, Works

DEPARTURE = "departure"
GONE = "gone"


@dataclass(frozen=True, slots=True)
class Departures:
    """``changed`` is called when something was planned: somebody has to be told."""

    works: Works
    clock: Clock
    changed: Callable[[], None]

    async def closed(self, address: Address) -> None:
        """Nothing changes by itself; of somebody who is not known nobody is told. Once a day."""
        async with self.works.writing() as work:
            person = await work.people.at(address)
            rows = await self._rows(work, person, address) if person else []
            if not rows:
                return
            await work.outbox.plan(rows)
            await work.commit()
        self.changed()

    async def _rows(self, work: Work, person: Person, address: Address) -> list[Planned]:
        today = self.clock.now().date()
        due = datetime.combine(today, time(0), UTC)
        known = await work.authorities.many(person.authorities())
        keepers = {
            keeper.id: keeper
            for authority in known.values()
            for keeper in await keepers_of(work, authority)
            if keeper.id != person.id
        }
        values = {"platform": address.platform}
        about = Topic(DEPARTURE, person.id)
        return [Planned(about, Recipient.to(k), GONE, due, today, values) for k in keepers.values()]
