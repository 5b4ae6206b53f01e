"""SQLite's connection with one trip to its thread per statement, where aiosqlite takes four.

A trip costs more than most statements. Opening a cursor, executing, fetching and closing it are one
here, a transaction begins with its first statement, and ending one that never began is none.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Sequence
from typing import Any, NamedTuple, Self

import aiosqlite

Parameters = Sequence[Any]


class Outcome(NamedTuple):
    rows: list[Any]
    description: Any
    rowcount: int
    lastrowid: int | None


class Cursor:
    """A statement and, once executed, its whole outcome."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._outcome = Outcome([], None, -1, None)
        self.arraysize = 1

    @property
    def description(self) -> Any:
        return self._outcome.description

    @property
    def rowcount(self) -> int:
        return self._outcome.rowcount

    @property
    def lastrowid(self) -> int | None:
        return self._outcome.lastrowid

    async def __aenter__(self) -> Self:
        return self

    async def execute(self, statement: str, parameters: Parameters = ()) -> Self:
        self._outcome = await self._connection.run(_execute, statement, parameters)
        return self

    async def executemany(self, statement: str, parameters: Sequence[Parameters]) -> Self:
        self._outcome = await self._connection.run(_executemany, statement, parameters)
        return self

    async def fetchall(self) -> list[Any]:
        return self._outcome.rows

    async def close(self) -> None:
        """It was closed where it was executed."""


class Connection(aiosqlite.Connection):
    """SQLAlchemy uses it, and asks for no more than this."""

    _settled = True
    _beginning = False
    _at_once = False

    def cursor(self) -> Cursor:  # type: ignore[override]
        return Cursor(self)

    def begin(self) -> None:
        """Take the write lock before the next statement: a reader cannot become a writer later."""
        self._beginning = True

    async def run(self, work: Callable[..., Outcome], *arguments: object) -> Outcome:
        if self._at_once:
            return work(self._conn, *arguments)
        first = _begun if self._beginning else _here
        self._settled = self._beginning = False
        try:
            doing = self._execute(first, work, self._conn, *arguments)  # type: ignore[no-untyped-call]
            outcome: Outcome = await doing
        except sqlite3.Error:
            self._settled = True
            raise
        self._settled = True
        return outcome

    async def commit(self) -> None:
        self._beginning = False
        if self._may_be_in_transaction():
            await super().commit()

    async def rollback(self) -> None:
        self._beginning = False
        if self._may_be_in_transaction():
            await super().rollback()

    def _may_be_in_transaction(self) -> bool:
        """A statement nobody waited for the end of, because its task was cancelled, may begin one yet."""
        return self.in_transaction or not self._settled


def connecting(file: str, *, at_once: bool = False, **options: Any) -> Connection:
    """To be awaited; its thread ends with the process.

    ``at_once``: statements run where they are asked, without a trip to the thread. For reading only: what it
    needs waits for nobody in WAL mode, and most of it takes less than the trip.
    """

    def connect() -> sqlite3.Connection:
        opened: sqlite3.Connection = sqlite3.connect(file, **options)
        return opened

    connection = Connection(connect, iter_chunk_size=64)
    connection._thread.daemon = True
    connection._at_once = at_once
    return connection


def _here(work: Callable[..., Outcome], *arguments: Any) -> Outcome:
    return work(*arguments)


def _begun(work: Callable[..., Outcome], *arguments: Any) -> Outcome:
    arguments[0].execute("BEGIN IMMEDIATE")
    return work(*arguments)


def _execute(connection: sqlite3.Connection, statement: str, parameters: Parameters) -> Outcome:
    cursor = connection.execute(statement, parameters)
    return _outcome(cursor, cursor.fetchall())


def _executemany(
    connection: sqlite3.Connection, statement: str, parameters: Sequence[Parameters]
) -> Outcome:
    return _outcome(connection.executemany(statement, parameters), [])


def _outcome(cursor: sqlite3.Cursor, rows: list[Any]) -> Outcome:
    found = Outcome(rows, cursor.description, cursor.rowcount, cursor.lastrowid)
    cursor.close()
    return found
