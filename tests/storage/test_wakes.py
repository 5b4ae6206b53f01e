from __future__ import annotations

import asyncio

import pytest

from core.work import Works
from storage.alone import RunningAlready, alone
from storage.engine import Database, open_database
from storage.wakes import listen
from tests.storage.examples import NOW, draft, message


@pytest.mark.parametrize("url", ["filled_postgres_url"], indirect=True)
async def test_a_replica_hears_what_another_has_planned_once_it_is_stored(
    filled_postgres_url: str, works: Works
) -> None:
    other = open_database(filled_postgres_url)
    heard: asyncio.Queue[None] = asyncio.Queue()
    listening = asyncio.create_task(listen(other, lambda: heard.put_nowait(None)))
    await heard.get()  # it listens
    async with works.writing() as work:
        request = await work.requests.add(draft())
        await work.outbox.plan([message(request.id, NOW)])
        assert heard.empty()
        await work.commit()
    await asyncio.wait_for(heard.get(), 5)
    listening.cancel()
    await asyncio.gather(listening, return_exceptions=True)
    await other.close()


@pytest.mark.parametrize("url", ["sqlite_url"], indirect=True)
async def test_on_sqlite_there_is_nobody_to_hear(database: Database) -> None:
    await asyncio.wait_for(listen(database, lambda: None), 5)


def test_the_second_on_an_embedded_database_is_told_so(sqlite_url: str) -> None:
    with alone(sqlite_url), pytest.raises(RunningAlready, match="PostgreSQL"), alone(sqlite_url):
        pass
    with alone(sqlite_url):
        pass


def test_many_may_run_on_postgresql(filled_postgres_url: str) -> None:
    with alone(filled_postgres_url), alone(filled_postgres_url):
        pass
