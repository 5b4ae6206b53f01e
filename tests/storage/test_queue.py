"""Whatever happens to messages: who waits to go out, and nobody else, is in the queue."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field, replace
from datetime import timedelta
from random import Random

import pytest
from sqlalchemy import select

from core.outbox import Delivery, Planned, Progress, Settled, Topic, Tried
from core.requests import RequestId
from core.steps import Notice
from core.work import Works
from storage.engine import Database
from storage.mailroom import SqlMailroom
from storage.tables import outbox, queue
from storage.undelivered import Undelivered
from tests.storage.examples import NOW, draft, message

LEASE = 60
STEPS = 150
ENDS = (Progress.SENT, Progress.FAILED, Progress.UNSURE, Progress.STALE)


@dataclass
class Walk:
    """Does something else each time, as chance has it."""

    works: Works
    database: Database
    request: RequestId
    chance: Random
    now = NOW
    in_hand: list[Delivery] = field(default_factory=list)

    @property
    def mailroom(self) -> SqlMailroom:
        return SqlMailroom(self.database)

    def some(self) -> Planned:
        due = NOW + timedelta(seconds=self.chance.randrange(40))
        kind = Notice.OVERDUE if self.chance.random() < 0.2 else Notice.REPLY_DUE
        return replace(message(self.request, due), kind=kind)

    async def step(self) -> None:
        ways = (self.plan, self.cancel, self.claim, self.settle, self.retry)
        rarer = (self.hand_over, self.tell, self.forget, self.again, self.drop)
        await self.chance.choice((*ways, *ways, *rarer))()

    async def plan(self) -> None:
        async with self.works.writing() as work:
            await work.outbox.plan([self.some() for _each in range(4)])
            await work.commit()

    async def known(self) -> list[Delivery]:
        async with self.works.reading() as work:
            found = await work.outbox.of(Topic.of(self.request))
        return self.chance.sample(found, min(3, len(found)))

    async def cancel(self) -> None:
        chosen = await self.known()
        async with self.works.writing() as work:
            await work.outbox.cancel([each.id for each in chosen])
            await work.commit()

    async def claim(self) -> None:
        self.now += timedelta(seconds=self.chance.choice((1, 5, LEASE)))
        self.in_hand += await self.mailroom.claim(self.now, 3, LEASE)

    async def settle(self) -> None:
        """Whoever had it first may come too late."""
        if self.in_hand:
            one = self.in_hand.pop(self.chance.randrange(len(self.in_hand)))
            note = Settled(receipt=str(len(self.in_hand)), problem="no answer", at=self.now)
            await self.mailroom.settle(one.id, self.chance.choice(ENDS), note)

    async def retry(self) -> None:
        if self.in_hand:
            one = self.in_hand.pop()
            again = self.now + timedelta(seconds=3)
            await self.mailroom.retry(one.id, again, "later", self.chance.choice([*Tried]))

    async def hand_over(self) -> None:
        chosen = await self.known()
        async with self.works.writing() as work:
            await work.outbox.hand_over(chosen, {"digest": "later"})
            await work.commit()

    async def tell(self) -> None:
        chosen = [each.id for each in await self.known()]
        async with self.works.writing() as work:
            for first in chosen[:1]:
                await work.outbox.told(chosen[1:], first)
            await work.commit()

    async def forget(self) -> None:
        async with self.works.writing() as work:
            await work.outbox.forget(Topic.of(self.request), (Notice.OVERDUE,))
            await work.commit()

    async def again(self) -> None:
        await Undelivered(self.database).retry(None)

    async def drop(self) -> None:
        await Undelivered(self.database).drop(None)


async def waiting(database: Database) -> tuple[set[str], set[str]]:
    async with database.reader.connect() as connection:
        queued = {row.id for row in await connection.execute(select(queue.c.id))}
        open_ = select(outbox.c.id).where(outbox.c.progress == Progress.PLANNED.value)
        return queued, {row.id for row in await connection.execute(open_)}


@pytest.mark.parametrize("seed", range(4))
async def test_the_queue_is_what_waits_whatever_happens(
    works: Works, database: Database, seed: int
) -> None:
    async with works.writing() as work:
        request = await work.requests.add(draft())
        await work.commit()
    walk = Walk(works, database, request.id, Random(seed))
    seen = Counter[str]()
    for _step in range(STEPS):
        await walk.step()
        queued, planned = await waiting(database)
        assert queued == planned
        seen.update(queued)
    assert len(seen) > 5
