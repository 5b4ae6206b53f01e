"""SQLite's connection with no trip to a thread for what takes less than the trip, where aiosqlite takes four.

A statement runs where it is asked, and is opened, executed, fetched and closed as one. What would keep everybody
waiting goes to the connection's thread after all: where another process holds the write lock, a great many rows, a
great many bytes. Writing itself waits for no disk in WAL mode; what does, moving the log into the file, is done in
another thread: it waits for whoever writes, who may need this one to come to an end.
"""

from __future__ import annotations

import asyncio
import sqlite3
from collections.abc import Callable, Sequence
from contextlib import suppress
from functools import partial
from threading import Event
from time import monotonic
from typing import Any, Self

import aiosqlite

from storage.log import move
from storage.memory import Memory
from storage.together import Outcome, Refused, Together, Work, is_busy

Parameters = Sequence[Any]

PATIENCE_MS = 30_000
# So long somebody may be waited for after nobody wants the outcome any more.
_STEP_MS = 50
_MANY_ROWS = 200
_MANY_BYTES = 100_000
# Rows changed, before the log is moved into the file.
_MANY_CHANGES = 5_000


class Cursor:
    """A statement and, once executed, its whole outcome."""

    description: Any = None
    rowcount = -1
    lastrowid: int | None = None
    arraysize = 1

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._rows: list[Any] = []

    async def __aenter__(self) -> Self:
        return self

    async def execute(self, statement: str, parameters: Parameters = ()) -> Self:
        return self._over(await self._connection.run(statement, parameters))

    async def executemany(self, statement: str, parameters: Sequence[Parameters]) -> Self:
        return self._over(await self._connection.run(statement, parameters, many=True))

    def _over(self, outcome: Outcome) -> Self:
        cursor, self._rows = outcome
        self.description, self.rowcount = cursor.description, cursor.rowcount
        self.lastrowid = cursor.lastrowid
        return self

    async def fetchall(self) -> list[Any]:
        return self._rows

    async def close(self) -> None:
        """It was closed where it was executed."""


class Connection(aiosqlite.Connection):
    """SQLAlchemy uses it, and asks for no more than this.

    With ``locks`` the first statement of each transaction takes the write lock before it: a reader cannot become a
    writer later. Without, each statement is a transaction of its own. ``units``: whose transaction it is.
    """

    locks = False
    memory: Memory
    units: Together
    _closing: asyncio.Lock
    _file = ""
    _settled = True
    _checkpointed = 0
    _moving: asyncio.Future[None] | None = None

    def cursor(self) -> Cursor:  # type: ignore[override]
        return Cursor(self)

    def undone(self) -> bool:
        """Whether nothing is left of what was not committed, without waiting for anything."""
        try:
            connection = self._conn
            if self._settled:
                self.units.undo(connection)
        except (sqlite3.Error, ValueError):  # refused, or closed meanwhile
            return False
        return self._settled

    async def run(
        self, statement: str, parameters: Sequence[Any], *, many: bool = False
    ) -> Outcome:
        """``parameters``: a value for each place in the statement; with ``many`` several such rows."""
        if not self._settled:
            await self._settle()
        # The property takes a call, and says what is wrong where there is none.
        connection = self._connection or self._conn
        is_begun = self.locks and connection.in_transaction
        known = self.memory.find(statement, parameters) if is_begun else None
        work = sqlite3.Connection.executemany if many else sqlite3.Connection.execute
        # Hardly any of them holds bytes.
        is_heavy = (
            len(parameters) > _MANY_ROWS
            if many
            else bytes in map(type, parameters) and _are_many_bytes(parameters)
        )
        if not is_heavy:
            try:
                outcome = known or self._done(connection, work, statement, parameters)
            except Exception as error:
                self._failed()
                if not is_busy(error):
                    raise
            else:
                self._noted(work, statement, parameters, outcome)
                if not self.locks:
                    self._after_a_change(connection)
                return outcome
        return await self._in_thread(work, statement, parameters)

    def _done(
        self, connection: sqlite3.Connection, work: Work, statement: str, parameters: Any
    ) -> Outcome:
        if self.locks and not connection.in_transaction:
            connection.execute("BEGIN IMMEDIATE")
            self.memory.begin(connection)
        is_new = self.memory.is_new(statement)
        outcome = _done(connection, work, statement, parameters)
        if is_new:
            self.memory.judge(statement)
        return outcome

    def _noted(self, work: Work, statement: str, parameters: Any, outcome: Outcome) -> None:
        self.memory.note(statement, parameters, outcome)
        if self.locks:
            self.units.note(work, statement, parameters, outcome)

    async def _in_thread(self, work: Work, statement: str, parameters: Any) -> Outcome:
        """Whoever holds the lock is waited for, as long as somebody wants the outcome."""
        doing = partial(self._done, self._conn, work, statement, parameters)
        self._settled, given_up = False, Event()
        try:
            outcome: Outcome = await self._execute(_patiently, self._conn, doing, given_up)  # type: ignore[no-untyped-call]
        except Exception:
            self._settled = True
            self._failed()
            raise
        except asyncio.CancelledError:
            given_up.set()
            raise
        self._settled = True
        self._noted(work, statement, parameters, outcome)
        self._after_a_change(self._conn)
        return outcome

    async def commit(self) -> None:
        await self._end(self.units.commit)

    async def rollback(self) -> None:
        await self._end(self.units.undo)

    async def _end(self, how: Callable[[sqlite3.Connection], None]) -> None:
        await self._settle()
        how(self._conn)
        self._after_a_change(self._conn)

    async def _settle(self) -> None:
        """A statement nobody waited for the end of, because its task was cancelled, may begin a transaction yet."""
        if not self._settled:
            await self._execute(lambda: None)  # type: ignore[no-untyped-call]
            self._settled = True
            self._failed()

    def _failed(self) -> None:
        """A statement, of which the first rows may be there."""
        self.memory.forget()
        self.units.failed(self._conn)

    @property
    def may_wait(self) -> bool:
        """Whether there is something to commit, and nothing else under way."""
        return self._settled and self._conn.in_transaction and self.units.is_whole

    def end_together(self) -> asyncio.Future[Refused]:
        """Whoever writes next commits it, or ``commit_what_ended``."""
        return self.units.end(self._conn)

    def commit_what_ended(self) -> None:
        """Whoever waits for it hears how it went."""
        if self.units.is_waited_for:
            self.units.commit_ended(self._conn)
            self._after_a_change(self._conn)

    def break_off(self) -> None:
        """What is under way, for those who wait; not what is in the thread, which comes to an end."""
        if self._settled and self.units.is_waited_for:
            self.units.break_off(self._conn)

    async def part(self) -> None:
        """From whoever had it: what is under way is undone, what has ended is kept, and nobody waits any more."""
        try:
            with suppress(sqlite3.Error, ValueError):  # closed before
                await self.rollback()
                self.commit_what_ended()
        finally:
            self.units.lose()

    def _after_a_change(self, connection: sqlite3.Connection) -> None:
        changes = connection.total_changes
        if changes - self._checkpointed >= _MANY_CHANGES and not connection.in_transaction:
            self._checkpointed = changes
            if self._moving is None or self._moving.done():
                loop = asyncio.get_running_loop()
                self._moving = loop.run_in_executor(None, move, self._file)

    async def close(self) -> None:
        """Not before the log has been moved: the file may be gone afterwards."""
        async with self._closing:
            try:
                await self.part()
                if self._moving is not None:
                    await asyncio.wait([self._moving])
            finally:
                await super().close()

    def stop(self) -> asyncio.Future[Any] | None:
        """Whoever does not wait for ``close`` any more would close it in the thread, while it is still used here."""
        if self._closing.locked() and self._connection is not None:
            return None
        return super().stop()


def connecting(file: str, **options: Any) -> Connection:
    """To be awaited; its thread ends with the process."""

    def connect() -> sqlite3.Connection:
        opened: sqlite3.Connection = sqlite3.connect(file, **options)
        connection.memory.watch(opened)
        return opened

    connection = Connection(connect, iter_chunk_size=64)
    connection._thread.daemon = True
    connection._file, connection.memory = file, Memory()
    connection.units = Together(connection.memory.forget)
    connection._closing = asyncio.Lock()
    return connection


def at_once(connection: Connection, statement: str, parameters: Parameters) -> Outcome:
    """For reading: it waits for nobody, and raises where it would have to."""
    return _done(connection._conn, sqlite3.Connection.execute, statement, parameters)


def _done(connection: sqlite3.Connection, work: Work, statement: str, parameters: Any) -> Outcome:
    cursor = work(connection, statement, parameters)
    return cursor, cursor.fetchall()


def _are_many_bytes(parameters: Parameters) -> bool:
    return any(type(each) is bytes and len(each) > _MANY_BYTES for each in parameters)


def _patiently(
    connection: sqlite3.Connection, doing: Callable[[], Outcome], given_up: Event
) -> Outcome:
    until = monotonic() + PATIENCE_MS / 1000
    connection.execute(f"PRAGMA busy_timeout = {_STEP_MS}")
    try:
        while True:
            try:
                return doing()
            except sqlite3.OperationalError as error:
                if not is_busy(error) or given_up.is_set() or monotonic() > until:
                    raise
    finally:
        connection.execute("PRAGMA busy_timeout = 0")
