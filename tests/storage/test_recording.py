from __future__ import annotations

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass, field

import pytest

from bot.recording import Recording
from core.outbox import Delivery, DeliveryId, Progress, Settled, Topic
from core.work import Works
from storage.engine import Database
from storage.mailroom import SqlMailroom
from tests.storage.examples import NOW, draft, message

MANY = 50


@dataclass(frozen=True, slots=True)
class Counted(SqlMailroom):
    """The real one, which says how many were recorded in each transaction."""

    sizes: list[int] = field(default_factory=list)
    began: asyncio.Event = field(default_factory=asyncio.Event)

    async def settle_many(self, outcomes: Sequence[tuple[DeliveryId, Progress, Settled]]) -> None:
        self.sizes.append(len(outcomes))
        self.began.set()
        await SqlMailroom(self.database).settle_many(outcomes)


@dataclass(frozen=True)
class Claimed:
    works: Works
    mailroom: Counted
    topic: Topic
    all: Sequence[Delivery]

    async def receipts(self) -> list[str]:
        async with self.works.reading() as work:
            return [each.receipt for each in await work.outbox.of(self.topic)]

    async def progress(self) -> list[Progress]:
        async with self.works.reading() as work:
            return [each.progress for each in await work.outbox.of(self.topic)]


@pytest.fixture
async def claimed(works: Works, database: Database) -> Claimed:
    async with works.writing() as work:
        request = (await work.requests.add(draft())).id
        await work.outbox.plan([message(request, NOW.replace(microsecond=n)) for n in range(MANY)])
        await work.commit()
    mailroom = Counted(database)
    later = NOW.replace(microsecond=MANY)
    return Claimed(works, mailroom, Topic.of(request), await mailroom.claim(later, MANY, 60))


async def test_what_ends_while_one_is_recorded_is_recorded_together(claimed: Claimed) -> None:
    recording = Recording(claimed.mailroom)

    async def settle(delivery: Delivery) -> str:
        """Whoever is told that it is recorded finds it recorded."""
        receipt = f"receipt of {delivery.id}"
        await recording.settle(delivery.id, Progress.SENT, Settled(receipt=receipt))
        return receipt if receipt in await claimed.receipts() else "not recorded"

    receipts = await asyncio.gather(*map(settle, claimed.all))
    assert await claimed.receipts() == receipts
    assert sum(claimed.mailroom.sizes) == MANY
    assert len(claimed.mailroom.sizes) <= 3


async def test_one_that_cannot_be_recorded_takes_no_other_with_it(claimed: Claimed) -> None:
    recording = Recording(claimed.mailroom)
    unwritable = claimed.all[MANY // 2].id

    async def settle(delivery: Delivery) -> None:
        receipt = "\ud800" if delivery.id == unwritable else "fine"
        await recording.settle(delivery.id, Progress.SENT, Settled(receipt=receipt))

    ends = await asyncio.gather(*map(settle, claimed.all), return_exceptions=True)
    broken = [claimed.all[n].id for n, end in enumerate(ends) if end is not None]
    assert broken == [unwritable]
    assert (await claimed.progress()).count(Progress.SENT) == MANY - 1


async def test_whoever_is_stopped_while_recording_leaves_the_others_theirs(
    claimed: Claimed,
) -> None:
    recording = Recording(claimed.mailroom)
    settling = [
        asyncio.create_task(recording.settle(each.id, Progress.SENT, Settled(receipt="fine")))
        for each in claimed.all
    ]
    await claimed.mailroom.began.wait()
    settling[0].cancel()
    ends = await asyncio.gather(*settling, return_exceptions=True)
    assert [each for each in ends[1:] if each is not None] == []
    assert (await claimed.progress())[1:] == [Progress.SENT] * (MANY - 1)
