from __future__ import annotations

import asyncio
from datetime import timedelta

import pytest
from sqlalchemy import event
from sqlalchemy.exc import DBAPIError

from core.talks import Events
from storage.engine import Database, open_database
from storage.events import SqlEvents
from storage.tables import events as events_table
from tests.storage.examples import NOW


@pytest.fixture
def events(database: Database) -> Events:
    return SqlEvents(database)


async def test_an_event_is_taken_once(events: Events) -> None:
    assert await events.take("slack", "Ev1", NOW)
    assert not await events.take("slack", "Ev1", NOW)
    assert await events.take("matrix", "Ev1", NOW)
    assert await events.take("slack", "Ev2", NOW)


async def test_a_replay_is_known_after_a_restart(url: str, events: Events) -> None:
    assert await events.take("slack", "Ev1", NOW)
    again = open_database(url)
    assert not await SqlEvents(again).take("slack", "Ev1", NOW)
    await again.close()


async def test_of_four_deliveries_at_once_one_is_taken(events: Events) -> None:
    names = [f"Ev{number}" for number in range(64)] * 4
    taken = await asyncio.gather(*(events.take("slack", name, NOW) for name in names))
    assert sum(taken) == 64
    assert taken[:64] == [True] * 64


async def test_two_processes_never_take_the_same(database: Database, url: str) -> None:
    other = open_database(url)
    names = [f"Ev{number}" for number in range(200)]
    takers = [SqlEvents(database), SqlEvents(other)]
    taken = await asyncio.gather(*(t.take("slack", n, NOW) for n in names for t in takers))
    assert [a + b for a, b in zip(taken[::2], taken[1::2], strict=True)] == [1] * 200
    await other.close()


async def test_events_that_come_together_share_their_commits(database: Database) -> None:
    statements: list[str] = []

    def count(*arguments: object) -> None:
        statements.append(str(arguments[2]))

    event.listen(database.writer.sync_engine, "before_cursor_execute", count)
    events = SqlEvents(database)
    await asyncio.gather(*(events.take("slack", f"Ev{n}", NOW) for n in range(64)))
    assert len([s for s in statements if s.startswith("INSERT INTO events")]) <= 2


async def test_who_gives_up_waiting_does_not_hold_up_the_others(events: Events) -> None:
    waiting = [asyncio.create_task(events.take("slack", f"Ev{n}", NOW)) for n in range(10)]
    await asyncio.sleep(0)
    waiting[0].cancel()
    outcomes = await asyncio.gather(*waiting, return_exceptions=True)
    assert isinstance(outcomes[0], asyncio.CancelledError)
    assert outcomes[1:] == [True] * 9
    assert await events.take("slack", "Ev10", NOW)


async def test_when_nothing_can_be_stored_everybody_hears_of_it(
    database: Database, events: Events
) -> None:
    async with database.writer.begin() as connection:
        await connection.run_sync(events_table.drop)
    outcomes = await asyncio.gather(
        *(events.take("slack", f"Ev{n}", NOW) for n in range(3)), return_exceptions=True
    )
    assert all(isinstance(outcome, DBAPIError) for outcome in outcomes)
    async with database.writer.begin() as connection:
        await connection.run_sync(events_table.create)
    assert await events.take("slack", "Ev0", NOW)


async def test_numbers_of_long_ago_are_forgotten(database: Database) -> None:
    events = SqlEvents(database)
    assert await events.take("slack", "old", NOW)
    assert await events.take("slack", "young", NOW + timedelta(days=1))
    assert await events.forget(NOW + timedelta(hours=1)) == 1
    assert await events.take("slack", "old", NOW)
    assert not await events.take("slack", "young", NOW)
