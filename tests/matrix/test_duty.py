"""Of several assistants one listens, any of them sends, and who dies or is stuck is replaced."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from bot.matrix.duty import Duty
from storage.engine import open_database
from storage.leases import SqlLeases
from tests.support.schemas import migrated
from tests.support.world import MovableClock, sqlite_url


@pytest.fixture
async def leases(tmp_path: Path) -> AsyncIterator[SqlLeases]:
    await migrated(sqlite_url(tmp_path))
    database = open_database(sqlite_url(tmp_path))
    yield SqlLeases(database)
    await database.close()


@dataclass
class Worker:
    """Notes when it begins, and works until it is stopped."""

    begun: int = 0
    at_work: asyncio.Event = field(default_factory=asyncio.Event)
    stopped: asyncio.Event = field(default_factory=asyncio.Event)
    third_time: asyncio.Event = field(default_factory=asyncio.Event)

    async def work(self) -> None:
        self.begun += 1
        self.at_work.set()
        if self.begun == 3:
            self.third_time.set()
        try:
            await asyncio.Event().wait()
        finally:
            self.at_work.clear()
            self.stopped.set()


def duty(leases: SqlLeases, clock: MovableClock) -> Duty:
    return Duty(leases, clock, "matrix sync", lease_seconds=0.2)


async def ended(task: asyncio.Task[None]) -> None:
    task.cancel()
    await asyncio.gather(task, return_exceptions=True)


async def test_who_stops_hands_over_and_who_dies_is_replaced(leases: SqlLeases) -> None:
    clock, one, other, third = MovableClock(), Worker(), Worker(), Worker()
    first = asyncio.create_task(duty(leases, clock).perform(one.work))
    await asyncio.wait_for(one.at_work.wait(), 20)
    second = asyncio.create_task(duty(leases, clock).perform(other.work))
    await ended(first)
    await asyncio.wait_for(other.at_work.wait(), 20)
    assert one.begun == 1
    await ended(second)
    # One that is dead holds it still, until its time is over.
    assert await leases.take("matrix sync", "the dead", clock.now(), clock.now().replace(year=2027))
    last = asyncio.create_task(duty(leases, clock).perform(third.work))
    await asyncio.sleep(0)
    assert not third.at_work.is_set()
    clock.forward(days=400)
    await asyncio.wait_for(third.at_work.wait(), 20)
    await ended(last)


async def test_who_has_lost_it_stops(leases: SqlLeases) -> None:
    clock, worker = MovableClock(), Worker()
    task = asyncio.create_task(duty(leases, clock).perform(worker.work))
    await asyncio.wait_for(worker.at_work.wait(), 20)
    held = await leases.holder("matrix sync", clock.now())
    assert held is not None
    await leases.give_back("matrix sync", held)
    assert await leases.take("matrix sync", "other", clock.now(), clock.now().replace(year=2027))
    await asyncio.wait_for(worker.stopped.wait(), 20)
    await ended(task)


async def test_who_is_stuck_begins_again(leases: SqlLeases) -> None:
    clock, worker = MovableClock(), Worker()
    task = asyncio.create_task(duty(leases, clock).perform(worker.work, lambda: worker.begun < 3))
    await asyncio.wait_for(worker.third_time.wait(), 20)
    await ended(task)
