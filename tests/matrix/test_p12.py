"""P12: a morning burst drains fairly, at a homeserver's own limits."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator, Iterator
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import delete, select, update

from bot.scheduler import Waker
from bot.watch.pulse import Pulse
from core.outbox import Progress
from storage import tables
from tests.delivery.conftest import Exchanging
from tests.support.matrix_chat import MatrixChat, MatrixWorld, a_matrix_world
from tests.support.post import PostOffice
from tests.support.synapse import RAISED_LIMITS, Synapse, running_synapse
from tests.support.world import MONDAY, MovableClock, sqlite_url

# Synapse's own burst, and twenty times its 0.2 messages a second: the same behaviour in a twentieth of the time.
# `make bench ARGS=bursts` does the same with Synapse's own limits.
BURST, PER_SECOND = 10, 4.0
LETTERS = 60
READERS = ("joao", "marta")


class RunningClock(MovableClock):
    """Begins on a Monday of the tests, and goes on by itself."""

    def __init__(self) -> None:
        super().__init__(MONDAY)
        self._began = time.monotonic()

    def now(self) -> datetime:
        return self.moment + timedelta(seconds=time.monotonic() - self._began)


@pytest.fixture(scope="module")
def limited(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Synapse]:
    limits = {"rc_message": {"per_second": PER_SECOND, "burst_count": BURST}}
    folder = tmp_path_factory.mktemp("limited")
    with running_synapse(folder, {**RAISED_LIMITS, **limits}) as server:
        yield server


@pytest.fixture
async def matrix(tmp_path: Path, limited: Synapse) -> AsyncIterator[MatrixWorld]:
    people = ("anna", *READERS)
    async with a_matrix_world(sqlite_url(tmp_path), RunningClock(), limited, *people) as world:
        yield world


async def overdue(matrix: MatrixWorld) -> dict[str, int]:
    """Sixty letters, due at other times than they were planned: the rank of each, by its id.

    The teams have no rooms here.
    """
    exchanging = Exchanging(matrix.world, PostOffice())
    for _request in range(LETTERS // len(READERS)):
        await exchanging.asked()
    async with matrix.world.assistant.database.writer.begin() as connection:
        due_now = select(tables.outbox.c.id).where(
            tables.outbox.c.id.in_(select(tables.queue.c.id)),
            tables.outbox.c.due <= matrix.world.clock.now(),
        )
        to_teams = due_now.where(tables.outbox.c.recipient.startswith("room:"))
        await connection.execute(delete(tables.queue).where(tables.queue.c.id.in_(to_teams)))
        to_readers = due_now.where(tables.outbox.c.recipient.in_([f"person:{r}" for r in READERS]))
        found = await connection.execute(to_readers.order_by(tables.outbox.c.id))
        ids = [row.id for row in found]
        ranks = {id: place * 7 % LETTERS + 1 for place, id in enumerate(ids)}
        for id, rank in ranks.items():
            # By far not so late that all that is late would come as one message.
            due = matrix.world.clock.now() - timedelta(seconds=2 * rank)
            for table in (tables.outbox, tables.queue):
                await connection.execute(update(table).where(table.c.id == id).values(due=due))
    return ranks


async def test_p12_sixty_due_at_once_all_arrive_the_most_overdue_first(
    matrix: MatrixWorld,
) -> None:
    chat, assistant = MatrixChat(matrix), matrix.world.assistant
    for person in READERS:
        await chat.say(person, "help")
    ranks = await overdue(matrix)
    assert len(ranks) == LETTERS
    waker = Waker(assistant.mailman, assistant.mailroom, asyncio.Event(), 1.0, Pulse())
    running = asyncio.create_task(waker.run())
    try:
        found = await asyncio.gather(*(drained(chat, person) for person in READERS))
    finally:
        running.cancel()
        await asyncio.gather(running, return_exceptions=True)
    for arrived in found:
        assert arrived == sorted(arrived, key=lambda id: -ranks[id])
    assert sorted(id for arrived in found for id in arrived) == sorted(ranks)
    async with assistant.database.reader.connect() as connection:
        wanted = select(tables.outbox.c.progress).where(tables.outbox.c.id.in_(ranks))
        assert {row.progress for row in await connection.execute(wanted)} == {Progress.SENT.value}


async def drained(chat: MatrixChat, person: str) -> list[str]:
    """The ids of this person's letters, in the order they came; one too many is one too many."""
    official = await chat.matrix.official(person)
    half = LETTERS // len(READERS)
    await official.until(lambda: len(letters(chat, person)) >= half)
    return letters(chat, person)


def letters(chat: MatrixChat, person: str) -> list[str]:
    seen = chat.matrix.officials[person].seen
    return [each.about["delivery"] for each in seen if "delivery" in each.about]
