"""Whoever waits for the commit of what ended together hears the truth, whatever goes wrong meanwhile."""

from __future__ import annotations

import asyncio
import sqlite3
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import closing
from threading import Thread

import pytest
from sqlalchemy import delete, insert
from sqlalchemy.exc import DBAPIError, IntegrityError, OperationalError
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.engine import Database
from storage.tables import marks
from storage.writing import WritingConnection
from tests.storage.units import (
    MANY,
    READ,
    Undone,
    add,
    add_and_raise,
    adding,
    at_once,
    begun,
    of,
    on,
    opened,
    stored,
    unit,
    within,
)


@pytest.fixture
async def database(sqlite_url: str) -> AsyncIterator[Database]:
    async with opened(sqlite_url) as database:
        yield database


def fill_up(database: Database, pages: int) -> None:
    """So many more pages, and the disk is full."""
    [(now,)] = within(database).execute("PRAGMA page_count")
    within(database).execute(f"PRAGMA max_page_count = {now + pages}").fetchall()


def _have_room(database: Database) -> None:
    within(database).execute("PRAGMA max_page_count = 1000000").fetchall()


async def add_a_great_deal(connection: AsyncConnection, name: str) -> None:
    """So much that SQLite undoes the whole transaction where there is no room for it."""
    await connection.execute(insert(marks), {"name": name, "value": "x" * 500_000})


async def test_a_full_disk_takes_nobody_with_it(database: Database) -> None:
    async def fill(connection: WritingConnection) -> None:
        await add(connection, "under way")
        await add_a_great_deal(connection, "too much")

    fill_up(database, 4)
    told = await at_once(
        unit(database, adding("a")), unit(database, fill), unit(database, adding("b"))
    )
    assert [each and type(each) for each in told] == [None, OperationalError, None]
    assert stored(database) == {"a", "b"}


async def test_what_failed_half_way_and_was_caught_is_kept_whole_or_refused(
    database: Database,
) -> None:
    async def half(connection: WritingConnection) -> None:
        rows = [{"name": name, "value": ""} for name in ("half", "half")]
        with pytest.raises(IntegrityError):
            await connection.execute(adding_all, rows)
        await add(connection, "whole")

    adding_all = insert(marks)
    # From the second time on it goes the shorter way.
    for _each in range(2):
        assert await at_once(unit(database, half)) == [None]
        assert stored(database) == {"half", "whole"}
        await unit(database, lambda connection: connection.execute(delete(marks)))
    told = await at_once(unit(database, half), unit(database, add_and_raise))
    assert [type(each) for each in told] == [OperationalError, Undone]
    assert stored(database) == set()


async def test_what_a_full_disk_has_undone_never_comes_again(database: Database) -> None:
    async def fill(connection: WritingConnection) -> None:
        await add(connection, "undone")
        await add_a_great_deal(connection, "too much")

    fill_up(database, 4)
    assert [type(each) for each in await at_once(unit(database, fill))] == [OperationalError]
    _have_room(database)
    told = await at_once(unit(database, adding("a")), unit(database, add_and_raise))
    assert told[0] is None
    assert stored(database) == {"a"}


async def add_very_many(connection: AsyncConnection, name: str) -> None:
    """The same in the connection's thread."""
    rows = [{"name": f"{name}{n}", "value": "x" * 5_000} for n in range(MANY)]
    await connection.execute(insert(marks), rows)


@pytest.mark.parametrize("too_much", [add_a_great_deal, add_very_many])
async def test_a_unit_whose_beginning_is_undone_cannot_be_committed(
    database: Database, too_much: Callable[[AsyncConnection, str], Awaitable[None]]
) -> None:
    async def stop(connection: AsyncConnection) -> None:
        await add(connection, "undone")
        with pytest.raises(OperationalError):
            await too_much(connection, "too much")

    async def go_on(connection: AsyncConnection) -> None:
        await stop(connection)
        await add(connection, "half")

    fill_up(database, 4)
    told = await at_once(
        unit(database, adding("a")),
        unit(database, go_on),
        begun(database, go_on),
        unit(database, stop),
        unit(database, adding("b")),
    )
    refused = OperationalError
    assert [each and type(each) for each in told] == [None, refused, refused, refused, None]
    assert stored(database) == {"a", "b"}


async def test_whoever_would_find_something_else_the_second_time_is_refused(
    database: Database,
) -> None:
    """Another process writes between the undoing and the doing again."""

    async def count(connection: WritingConnection) -> None:
        found = (await connection.execute(READ)).all()
        await add(connection, f"{len(found)} before")

    with closing(sqlite3.connect(str(database.writer.url.database), isolation_level=None)) as other:
        on(database, "BEGIN IMMEDIATE", lambda: None)
        await unit(database, adding("first"))

        def write() -> None:
            other.execute("INSERT INTO marks VALUES ('other', '')")

        def undone() -> None:
            on(database, "BEGIN IMMEDIATE", write)

        on(database, "ROLLBACK", undone)
        told = await at_once(
            unit(database, count), unit(database, adding("a")), unit(database, add_and_raise)
        )
    assert [each and type(each) for each in told] == [OperationalError, None, Undone]
    assert stored(database) == {"first", "other", "a"}


async def test_another_process_that_writes_meanwhile_is_waited_for(database: Database) -> None:
    with closing(
        sqlite3.connect(
            str(database.writer.url.database), isolation_level=None, check_same_thread=False
        )
    ) as other:
        committing = Thread(target=other.execute, args=["COMMIT"])

        def write() -> None:
            other.execute("BEGIN IMMEDIATE")
            other.execute("INSERT INTO marks VALUES ('other', '')")
            committing.start()

        on(database, "ROLLBACK", lambda: on(database, "BEGIN IMMEDIATE", write))
        told = await at_once(unit(database, adding("a")), unit(database, add_and_raise))
        committing.join()
    assert told[0] is None
    assert stored(database) == {"a", "other"}


async def test_whoever_waits_when_the_connection_is_given_up_is_kept(database: Database) -> None:
    async def give_up(connection: WritingConnection) -> None:
        await add(connection, "under way")
        await connection.invalidate()
        raise Undone

    told = await at_once(
        unit(database, adding("a")), unit(database, give_up), unit(database, adding("b"))
    )
    assert [each and type(each) for each in told] == [None, Undone, None]
    assert stored(database) == {"a", "b"}


async def test_whoever_waits_when_the_connection_is_lost_is_refused(database: Database) -> None:
    async def lose(connection: WritingConnection) -> None:
        await add(connection, "under way")
        within(database).close()
        await add(connection, "too late")

    told = await at_once(
        unit(database, adding("a")), unit(database, lose), unit(database, adding("b"))
    )
    assert [isinstance(each, DBAPIError) for each in told] == [True, True, False]
    assert stored(database) == {"b"}


async def test_whoever_waits_when_the_database_is_closed_is_kept(database: Database) -> None:
    assert (
        await at_once(unit(database, adding("a")), unit(database, adding("b")), database.close())
        == [None] * 3
    )
    assert stored(database) == {"a", "b"}


async def test_a_unit_that_ends_after_the_database_leaves_no_connection_open(
    database: Database,
) -> None:
    await database.close()
    assert await at_once(*(unit(database, adding(name)) for name in "abc")) == [None] * 3
    with closing(sqlite3.connect(str(database.writer.url.database))) as alone:
        # Refused for as long as anybody else has the file open.
        assert alone.execute("PRAGMA journal_mode = DELETE").fetchall() == [("delete",)]
    assert stored(database) == {"a", "b", "c"}


async def test_one_that_never_ends_is_broken_off_for_those_who_wait(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("storage.writing._PATIENCE_SECONDS", 0.01)
    go_on = asyncio.Event()

    async def hang(connection: WritingConnection) -> None:
        await add(connection, "hung")
        await go_on.wait()
        await add(connection, "half")

    ended = asyncio.create_task(unit(database, adding("ended")))
    hanging = asyncio.create_task(unit(database, hang))
    assert await at_once(of(ended)) == [None]
    assert stored(database) == {"ended"}
    go_on.set()
    told = await at_once(of(hanging), unit(database, adding("next")))
    assert [each and type(each) for each in told] == [OperationalError, None]
    assert stored(database) == {"ended", "next"}


async def test_whoever_begins_later_has_patience_of_their_own(database: Database) -> None:
    """A single statement commits for those who ended before it, in the turn in which others end after it."""

    async def single() -> None:
        async with database.single.connect() as connection:
            await add(connection, "single")

    async def linger(connection: WritingConnection) -> None:
        await add(connection, "lingers")
        for _turn in range(5):
            await asyncio.sleep(0)

    ended = [unit(database, adding(name)) for name in "ab"]
    told = await at_once(ended[0], single(), ended[1], unit(database, linger))
    assert told == [None] * 4
    timers: list[asyncio.TimerHandle] = asyncio.get_running_loop()._scheduled  # type: ignore[attr-defined]
    assert not [each for each in timers if "Pen" in repr(each) and not each.cancelled()]
