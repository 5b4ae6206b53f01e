"""Replicas on one PostgreSQL die in the middle of their work: one effect each, counted by the platform."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import timedelta

import pytest

from core.outbox import Planned, Recipient, Topic
from core.people import Address, Guest
from storage import migrations
from storage.engine import Database, open_database
from storage.undelivered import Undelivered
from storage.work import SqlWorks
from tests.support.replica import PLATFORM, TOPIC, FastClock, Nursery, Platform, nursery
from tests.support.world import MONDAY

MANY = 10_000
READERS = 500
REPLICAS = 3
# On a machine so slow that this is not sent in a second, replicas live longer: or none would get to work at all.
BETWEEN = 1_000
# What a replica had in hand is free when its lease is over: none is killed so late that all wait for that.
CALM = 7_000

pytestmark = [pytest.mark.xdist_group("replicas"), pytest.mark.timeout(900)]


@dataclass
class Stage:
    outbox: Undelivered
    platform: Platform
    replicas: Nursery
    clock: FastClock


@pytest.fixture
async def stage(postgres_url: str) -> AsyncIterator[Stage]:
    await migrations.upgrade(postgres_url)
    database = open_database(postgres_url)
    await plan(database)
    platform, clock = Platform(), FastClock(time.time())
    async with platform.listening() as port:
        with nursery(postgres_url, port, clock.began) as replicas:
            for _replica in range(REPLICAS):
                await asyncio.to_thread(replicas.bear)
            yield Stage(Undelivered(database), platform, replicas, clock)
    await database.close()


async def plan(database: Database) -> None:
    for first in range(0, MANY, 1_000):
        async with SqlWorks(database).writing() as work:
            await work.outbox.plan([message(first + number) for number in range(1_000)])
            await work.commit()


def message(number: int) -> Planned:
    guest = Guest(Address(PLATFORM, "", f"reader-{number % READERS}"), "en", "UTC")
    due = MONDAY - timedelta(seconds=number)
    return Planned(Topic(TOPIC, str(number)), Recipient(guest=guest), "due", due, due.date())


async def test_p2_ten_thousand_are_sent_once_each_while_a_replica_is_killed_every_second(
    stage: Stage,
) -> None:
    killed = 0
    while (await stage.outbox.backlog(stage.clock.now())).waiting:
        # On a fast machine all of it takes three seconds.
        await asyncio.sleep(0.5)
        if killed * BETWEEN < len(stage.platform.effects) < CALM:
            killed += await kill_one(stage)
    assert killed >= 3
    assert len(stage.platform.effects) == MANY
    assert set(stage.platform.effects.values()) == {1}
    assert stage.platform.looked_for, "no replica was killed with work in hand"


async def kill_one(stage: Stage) -> int:
    """One that has sent something already; another takes its place."""
    busy = [each for each in stage.replicas.alive if stage.platform.senders[each]]
    if not busy:
        return 0
    stage.replicas.kill(busy[0])
    await asyncio.to_thread(stage.replicas.bear)
    return 1
