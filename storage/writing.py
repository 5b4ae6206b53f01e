"""Writing SQLite with the one connection that writes: whoever writes has it in turn.

It stays out of the pool. A unit of work is begun, committed and undone by SQLite's own means, where SQLAlchemy's takes
longer than most units; whatever SQLAlchemy was asked to do in its own way it ends itself.
"""

from __future__ import annotations

import asyncio
import sqlite3
from typing import Any, Self

from sqlalchemy import Connection as SyncConnection
from sqlalchemy import exc
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from storage.prepared import Statements
from storage.sqlite import Connection
from storage.swift import SwiftConnection, SwiftEngine, driver_of, told
from storage.together import Refused

_PATIENCE_SECONDS = 30


class Pen:
    """The connection that writes, opened by the first who does."""

    driver: Connection

    def __init__(self) -> None:
        self.is_over = False
        # While others wait for whoever has the turn.
        self._late: asyncio.TimerHandle | None = None
        self.is_taken = False
        self._waiting = 0
        self._freed = asyncio.Event()
        self._held: _Held | None = None

    @property
    def is_used(self) -> bool:
        return self.is_taken or (self._held is not None and self.driver.units.is_waited_for)

    async def take(self, engine: WritingEngine) -> SyncConnection:
        # Whoever need not wait would let nobody else work.
        await asyncio.sleep(0)
        if self._waiting and not self.is_taken:
            # Those who waited have it in this turn.
            await asyncio.sleep(0)
        if self.is_taken:
            await self._waited_for()
        self.is_taken = True
        if self._held is None:
            try:
                self._held = await _Held(engine).start()
                self.driver = driver_of(self._held.connected)
            except BaseException:
                self._let_go()
                raise
        return self._held.connected

    async def _waited_for(self) -> None:
        self._waiting += 1
        try:
            async with asyncio.timeout(_PATIENCE_SECONDS):
                # All who wait hear of it, so that one after the other they end in the same turn of the loop.
                while self.is_taken:
                    await self._freed.wait()
        except TimeoutError:
            raise exc.TimeoutError("somebody else keeps the connection that writes") from None
        finally:
            self._waiting -= 1

    def end(self) -> asyncio.Future[Refused]:
        """Committed with all that ends now: one task after the other, before any of them goes on."""
        if not self.driver.units.is_waited_for:
            asyncio.get_running_loop().call_soon(self._commit)
        kept = self.driver.end_together()
        self._let_go()
        return kept

    def _commit(self) -> None:
        """Whoever writes just now is waited for, but not for ever."""
        if not self.is_taken:
            self.driver.commit_what_ended()
        elif self._late is None:
            self._break_off_later()

    def _break_off_later(self) -> None:
        self._late = asyncio.get_running_loop().call_later(_PATIENCE_SECONDS, self._break_off)

    def _break_off(self) -> None:
        self.driver.break_off()
        self._break_off_later()

    def _let_go(self) -> None:
        if self._late is not None:
            self._late.cancel()
            self._late = None
            self.driver.commit_what_ended()
        self.is_taken = False
        self._freed.set()
        self._freed.clear()

    async def give_back(self) -> None:
        """What was not committed is undone, whoever is cancelled meanwhile."""
        held, self._held = self._held, None
        assert held is not None, "it was taken"
        if not self.is_over and self._is_undone(held.connected):
            self._held = held
            self._let_go()
            return
        closing = asyncio.ensure_future(held.close())
        # Not when nobody waits for it any more: a statement may still be under way on it.
        closing.add_done_callback(lambda _closed: self._let_go())
        await asyncio.shield(closing)

    def _is_undone(self, connection: SyncConnection) -> bool:
        """Whether it could be done at once: what SQLAlchemy has begun or given up it ends itself."""
        if connection.invalidated:
            return False
        return self.driver.undone() and not connection.get_transaction()

    async def put_away(self) -> None:
        """Whoever writes after the end, or still does, closes it afterwards."""
        self.is_over = True
        if self._held is not None and not self.is_taken:
            held, self._held = self._held, None
            await held.__aexit__(None, None, None)


class _Held(AsyncConnection):
    __slots__ = ()

    engine: WritingEngine

    async def start(self, is_ctxmanager: bool = False) -> Self:
        await super().start()
        return self

    @property
    def connected(self) -> SyncConnection:
        assert self.sync_connection is not None, "it was started"
        return self.sync_connection

    async def close(self) -> None:
        """After a commit that was refused SQLAlchemy undoes nothing."""
        try:
            if self.connected.invalidated:
                await self.engine.pen.driver.close()
            else:
                await driver_of(self.connected).part()
            if self.engine.pen.is_over:
                # Nobody would close it in the pool.
                await self.invalidate()
        finally:
            await super().close()


class WritingConnection(SwiftConnection):
    __slots__ = ()

    engine: WritingEngine

    async def start(self, is_ctxmanager: bool = False) -> AsyncConnection:
        self.sync_connection = await self.engine.pen.take(self.engine)
        self.ours = self.engine.pen.driver
        self.ours.locks = self.engine.locks
        if not self.engine.locks:
            # Its statements are kept as they are done.
            self.ours.commit_what_ended()
        return self

    def driver(self) -> Connection:
        assert self.ours is not None, "it is somebody else's turn"
        return self.ours

    async def commit(self) -> None:
        assert self.sync_connection is not None, "it was started"
        try:
            if self.sync_connection.get_transaction():
                await super().commit()
            else:
                await self.driver().commit()
        except sqlite3.Error as error:
            raise told(error, "COMMIT") from error

    async def end(self) -> None:
        """Commit, and let others write: nothing more is done in this unit of work."""
        assert self.sync_connection is not None, "it was started"
        driver = self.driver()
        pen = self.engine.pen
        if self.sync_connection.get_transaction() or not driver.may_wait or pen.is_over:
            await self.commit()
            return
        self.sync_connection = self.ours = None
        refused = await pen.end()
        if refused:
            raise told(refused, "COMMIT") from refused

    async def rollback(self) -> None:
        await super().rollback()
        await self.driver().rollback()

    async def close(self) -> None:
        if self.sync_connection is not None:
            self.sync_connection = self.ours = None
            await self.engine.pen.give_back()

    async def __aexit__(self, *problem: Any) -> None:
        await self.close()


class WritingEngine(SwiftEngine):
    """With ``locks`` each of its units of work is a transaction, without each statement."""

    __slots__ = ("locks", "pen")
    _connection_cls = WritingConnection

    locks: bool
    pen: Pen

    @classmethod
    def with_pen(
        cls, engine: AsyncEngine, statements: Statements, pen: Pen, *, locks: bool
    ) -> Self:
        made = cls.of(engine, statements)
        made.pen, made.locks = pen, locks
        return made

    async def dispose(self, close: bool = True) -> None:
        await self.pen.put_away()
        await super().dispose(close)
