"""Units of work on SQLite, many at once, and what another process sees of them."""

from __future__ import annotations

import asyncio
import sqlite3
from collections.abc import AsyncIterator, Awaitable, Callable, Coroutine
from contextlib import asynccontextmanager, closing
from typing import TypeAlias

from sqlalchemy import insert, select, text
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.engine import Database, open_database
from storage.tables import marks
from storage.writing import WritingConnection, WritingEngine

READ = select(marks.c.value)
_ADD = insert(marks)
_IN_WORDS = text("INSERT INTO marks VALUES (:name, '')")
# More than are done at once.
MANY = 1_000

Unit: TypeAlias = Callable[[WritingConnection], Awaitable[object]]


class Undone(Exception):
    """Raised in a unit of work."""


@asynccontextmanager
async def opened(url: str) -> AsyncIterator[Database]:
    """Its statements go the shorter way, which they do from the second time on."""
    database = open_database(url)
    for name in ("x", "y"):
        async with database.writer.connect() as connection:
            await add(connection, name)
            await connection.execute(READ)
    yield database
    async with asyncio.timeout(20):
        await database.close()


async def add(connection: AsyncConnection, *names: str) -> None:
    for name in names:
        await connection.execute(_ADD, {"name": name, "value": ""})


async def add_and_raise(connection: AsyncConnection) -> None:
    await add(connection, "undone")
    await asyncio.sleep(0)
    raise Undone


async def add_many(connection: AsyncConnection, name: str) -> None:
    """In the connection's thread."""
    rows = [{"name": f"{name}{n}", "value": ""} for n in range(MANY)]
    await connection.execute(_ADD, rows)


async def add_many_in_words(connection: AsyncConnection, name: str) -> None:
    await connection.execute(_IN_WORDS, [{"name": f"{name}{n}"} for n in range(MANY)])


def adding(*names: str) -> Unit:
    return lambda connection: add(connection, *names)


async def in_words(connection: AsyncConnection, name: str) -> None:
    """Such a statement always goes SQLAlchemy's own way."""
    await connection.execute(_IN_WORDS, {"name": name})


async def unit(database: Database, do: Unit) -> None:
    connection = database.writer.connect()
    assert isinstance(connection, WritingConnection)
    async with connection:
        await do(connection)
        await connection.end()


async def begun(database: Database, do: Callable[[AsyncConnection], Awaitable[object]]) -> None:
    """As SQLAlchemy has it."""
    async with database.writer.begin() as connection:
        await do(connection)


async def at_once(*units: Coroutine[object, object, None]) -> list[BaseException | None]:
    async with asyncio.timeout(20):
        return await asyncio.gather(*units, return_exceptions=True)


async def of(task: asyncio.Task[None]) -> None:
    await task


def stored(database: Database) -> set[str]:
    """As another process sees it."""
    with closing(sqlite3.connect(str(database.writer.url.database), timeout=20)) as other:
        return {name for (name,) in other.execute("SELECT name FROM marks")}


def within(database: Database) -> sqlite3.Connection:
    """SQLite's own connection that writes."""
    assert isinstance(database.writer, WritingEngine)
    return database.writer.pen.driver._conn


def on(database: Database, statement: str, do: Callable[[], object]) -> None:
    """Just before the statement is begun, the next time."""

    def seen(sql: str) -> None:
        if sql == statement:
            within(database).set_trace_callback(None)
            do()

    within(database).set_trace_callback(seen)
