"""Whoever writes has the connection in turn, and nothing is left on it of what was not committed."""

from __future__ import annotations

import asyncio
import sqlite3
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy import delete, insert, select, text
from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.engine import Database, open_database
from storage.tables import events, marks

_ADD = insert(events)
_AT = datetime(2026, 4, 1, 6, tzinfo=UTC)
_ALL = select(events.c.event).order_by(events.c.event)
_CLEAR = delete(events)


async def _add(connection: AsyncConnection, name: str) -> None:
    await connection.execute(_ADD, {"platform": "slack", "event": name, "taken": _AT})


async def _stored(database: Database) -> list[str]:
    async with database.reader.connect() as connection:
        return list((await connection.execute(_ALL)).scalars().all())


async def _prepared(database: Database) -> None:
    """From the second time on a statement goes the shorter way."""
    async with database.writer.connect() as connection:
        for name in ("x", "y", "z"):
            await _add(connection, name)
            await connection.execute(_CLEAR)


async def _in_words(connection: AsyncConnection, name: str) -> None:
    """Such a statement always goes SQLAlchemy's own way."""
    adding = text("INSERT INTO events VALUES ('slack', :name, '2026-04-01 06:00:00')")
    await connection.execute(adding, {"name": name})


async def test_both_ways_of_a_statement_are_one_transaction(database: Database) -> None:
    await _prepared(database)
    async with database.writer.connect() as connection:
        await _add(connection, "a")
        await _in_words(connection, "b")
        await _add(connection, "c")
    assert await _stored(database) == []
    async with database.writer.connect() as connection:
        await _in_words(connection, "a")
        await _add(connection, "b")
        await connection.commit()
        await _add(connection, "c")
        await connection.rollback()
        await _add(connection, "d")
        await connection.commit()
        await _add(connection, "e")
    assert await _stored(database) == ["a", "b", "d"]


async def test_between_units_of_work_each_single_statement_is_kept(database: Database) -> None:
    await _prepared(database)
    for name in ("a", "b", "c"):
        async with database.single.connect() as connection:
            await _add(connection, name)
        async with database.writer.connect() as connection:
            await _add(connection, "undone")
        async with database.single.connect() as connection:
            await _in_words(connection, name.upper())
    assert sorted(await _stored(database)) == ["A", "B", "C", "a", "b", "c"]


async def test_they_write_in_the_order_in_which_they_came(sqlite_url: str) -> None:
    database, order = open_database(sqlite_url), list[int]()

    async def write(number: int) -> None:
        async with database.writer.connect() as connection:
            await _add(connection, f"{number:02}")
            await asyncio.sleep(0)
            order.append(number)
            await connection.commit()

    await asyncio.gather(*map(write, range(20)))
    assert order == list(range(20))
    await database.close()


async def test_nobody_who_comes_later_passes_who_waits(sqlite_url: str) -> None:
    """Also not in the very turn of the loop in which the connection becomes free."""
    database, order, freed = open_database(sqlite_url), list[str](), asyncio.Event()

    async def write(name: str) -> None:
        async with database.writer.connect() as connection:
            order.append(name)
            await _add(connection, name)
            if name == "first":
                await freed.wait()
            await asyncio.sleep(0)

    for turns in range(5):
        order.clear()
        freed.clear()
        tasks = [asyncio.create_task(write(name)) for name in ("first", "waits", "waits too")]
        for _turn in range(4):
            await asyncio.sleep(0)
        freed.set()
        for _turn in range(turns):
            await asyncio.sleep(0)
        tasks.append(asyncio.create_task(write("comes later")))
        await asyncio.gather(*tasks)
        assert order == ["first", "waits", "waits too", "comes later"], turns
    await database.close()


@pytest.mark.parametrize("moments", range(8))
async def test_whoever_is_cancelled_at_any_moment_keeps_nobody_waiting(
    database: Database, moments: int
) -> None:
    await _prepared(database)

    async def write(name: str) -> None:
        async with database.writer.connect() as connection:
            await _add(connection, name)
            await asyncio.sleep(0)
            await _in_words(connection, name.upper())
            await asyncio.sleep(0)
            await connection.commit()

    tasks = [asyncio.create_task(write(name)) for name in "abc"]
    for _moment in range(moments):
        await asyncio.sleep(0)
    for task in tasks[:2]:
        task.cancel()
    await asyncio.gather(*tasks, return_exceptions=True)
    await write("d")
    stored = await _stored(database)
    assert {"c", "C", "d", "D"} <= set(stored)
    assert ("a" in stored, "b" in stored) == ("A" in stored, "B" in stored), "all or nothing"


async def test_what_is_given_up_in_front_of_a_lock_leaves_the_turn_to_the_next(
    sqlite_url: str,
) -> None:
    other, database = open_database(sqlite_url), open_database(sqlite_url)
    await _prepared(database)

    async def wait() -> None:
        async with database.writer.connect() as connection:
            await _add(connection, "given up")
            await connection.commit()

    async with other.writer.begin() as connection:
        await connection.execute(delete(marks))
        waiting = [asyncio.create_task(wait()) for _each in range(3)]
        with pytest.raises(TimeoutError):
            async with asyncio.timeout(0.05):
                await asyncio.gather(*waiting)
    async with database.writer.connect() as connection:
        await _add(connection, "next")
        await connection.commit()
    assert await _stored(database) == ["next"]
    await other.close()
    await database.close()


async def test_what_cannot_be_committed_is_refused_and_leaves_nothing(database: Database) -> None:
    nobody = text(
        "INSERT INTO memberships (person, position, authority, area, roles)"
        " VALUES ('nobody', 0, 'nowhere', '*', '')"
    )

    async def refused() -> None:
        async with database.writer.connect() as connection:
            await _add(connection, "a")
            await connection.execute(nobody)
            await connection.commit()

    for _again in range(3):
        with pytest.raises(IntegrityError):
            await refused()
    async with database.writer.connect() as connection:
        await _add(connection, "b")
        await connection.commit()
    assert await _stored(database) == ["b"]


async def test_whoever_still_writes_after_the_end_leaves_no_connection_open(
    sqlite_url: str,
) -> None:
    database = open_database(sqlite_url)
    await _prepared(database)
    await database.close()
    for name in ("a", "b"):
        async with database.writer.connect() as connection:
            await _add(connection, name)
            await connection.commit()
    with closing(sqlite3.connect(str(database.writer.url.database))) as alone:
        # Refused for as long as anybody else has the file open.
        assert alone.execute("PRAGMA journal_mode = DELETE").fetchall() == [("delete",)]
        assert alone.execute("SELECT event FROM events").fetchall() == [("a",), ("b",)]


async def test_a_long_statement_does_not_wait_for_the_log_that_waits_for_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("storage.log.PATIENCE_SECONDS", 60)
    monkeypatch.setattr("storage.sqlite._MANY_CHANGES", 10)
    database = open_database(f"sqlite:///{tmp_path}/imi.db")
    async with database.writer.begin() as connection:
        await connection.run_sync(events.create)
    await _prepared(database)
    async with asyncio.timeout(20):
        for turn in range(5):
            many = [{"platform": "slack", "event": f"{turn} {n}", "taken": _AT} for n in range(300)]
            async with database.writer.connect() as connection:
                await _add(connection, f"{turn}")
                await connection.execute(_ADD, many)
                await connection.commit()
    await database.close()


async def test_nothing_is_done_on_a_connection_that_was_given_back(sqlite_url: str) -> None:
    """Not in the unit of work of whoever has it now either."""
    database = open_database(sqlite_url)
    await _prepared(database)
    async with database.writer.connect() as before:
        await _add(before, "a")
    async with database.writer.connect() as now:
        await _add(now, "b")
        with pytest.raises(AssertionError):
            await _add(before, "c")
        await now.commit()
    assert await _stored(database) == ["b"]
    await database.close()
