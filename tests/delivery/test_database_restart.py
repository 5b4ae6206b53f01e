"""PostgreSQL is stopped and started while messages go out: the worker carries on, and each arrives once."""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass, field
from datetime import timedelta

import pytest

from bot.channel import Letter
from bot.scheduler import Waker
from chat.mailing import Mailing, News
from chat.message import Reply, say
from core.outbox import Planned, Recipient, Topic
from core.people import Address, Guest
from core.text import msg
from storage.engine import open_database
from storage.wakes import listen
from storage.work import SqlWorks
from tests.support.mailings import says_only
from tests.support.post import PostOffice
from tests.support.postgres import PostgresServer, running_postgres
from tests.support.world import MONDAY, MovableClock, World, a_world

pytestmark = [pytest.mark.xdist_group("replicas"), pytest.mark.timeout(400)]

MANY = 200
NEVER = 3_600.0


@dataclass
class Interrupted(PostOffice):
    """With the fiftieth message the database goes away for a moment, whatever else is under way."""

    server: PostgresServer | None = None
    restarted: asyncio.Event = field(default_factory=asyncio.Event)
    last: asyncio.Event = field(default_factory=asyncio.Event)

    async def deliver(self, letter: Letter) -> str:
        receipt = await super().deliver(letter)
        if letter.to.account == f"reader-{MANY}":
            self.last.set()
        if len(self.sent) == 50 and self.server:
            await asyncio.to_thread(self.server.stop)
            await asyncio.to_thread(self.server.start)
            self.restarted.set()
        return receipt


@dataclass
class Working:
    world: World
    post: Interrupted
    bell: asyncio.Event
    url: str

    async def until(self, holds: Callable[[], bool]) -> None:
        """Leases and pauses are over by the clock that is moved."""
        while not holds():
            self.world.clock.forward(minutes=3)
            self.bell.set()
            await asyncio.sleep(0.1)


@pytest.fixture
async def working() -> AsyncIterator[Working]:
    with running_postgres() as server, server.database() as url:
        world, bell = await a_world(url, MovableClock()), asyncio.Event()
        assistant, post = world.assistant, Interrupted(server=server)
        assistant.mailman.channels["terminal"] = post
        says_only(assistant.mailman, Mailing("test", write))
        waker = Waker(assistant.mailman, assistant.mailroom, bell, NEVER, assistant.pulse)
        tasks = asyncio.gather(waker.run(), listen(assistant.database, bell.set))
        yield Working(world, post, bell, url)
        tasks.cancel()
        await asyncio.gather(tasks, return_exceptions=True)
        await assistant.close()


async def write(_news: News) -> Reply | None:
    return say(msg("Something is due."))


def message(number: int) -> Planned:
    guest = Guest(Address("terminal", "", f"reader-{number}"), "en", "UTC")
    due = MONDAY - timedelta(seconds=number)
    return Planned(Topic("test", str(number)), Recipient(guest=guest), "due", due, due.date())


async def plan(url: str, *messages: Planned) -> None:
    """As another assistant does."""
    database = open_database(url)
    async with SqlWorks(database).writing() as work:
        await work.outbox.plan(messages)
        await work.commit()
    await database.close()


async def test_p1_a_database_that_is_restarted_in_mid_run_loses_and_doubles_nothing(
    working: Working,
) -> None:
    post = working.post
    await plan(working.url, *map(message, range(MANY)))
    await working.until(post.restarted.is_set)
    await working.until(lambda: len(post.arrived) == MANY)
    assert set(Counter(letter.id for letter in post.sent).values()) == {1}
    # It hears of what others plan again, though nobody rings the bell here.
    async with asyncio.timeout(120):
        await plan(working.url, message(MANY))
        await post.last.wait()
