"""Reading SQLite without a connection of one's own: each statement is over before anybody else can ask.

A connection comes out of the pool only for what takes SQLAlchemy's own way.
"""

from __future__ import annotations

import asyncio
import sqlite3
from collections.abc import Mapping
from typing import Any

from sqlalchemy import Dialect
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.prepared import Prepared, Result
from storage.sqlite import Connection, at_once
from storage.swift import SwiftConnection, SwiftEngine


class ReadingConnection(SwiftConnection):
    __slots__ = ()

    @property  # type: ignore[misc]
    def dialect(self) -> Dialect:
        return self.engine.dialect

    async def start(self, is_ctxmanager: bool = False) -> AsyncConnection:
        # Whoever only reads would wait for nothing, and let nobody else work.
        await asyncio.sleep(0)
        return self

    async def execute(self, statement: Any, parameters: Any = None, **options: Any) -> Any:
        if not options and isinstance(parameters, Mapping | None):
            result = await self._shared(statement, parameters or {})
            if result is not None:
                return result
        await self._taken()
        return await super().execute(statement, parameters, **options)

    async def exec_driver_sql(self, *asked: Any, **options: Any) -> Any:
        await self._taken()
        return await super().exec_driver_sql(*asked, **options)

    async def _taken(self) -> None:
        """Out of the pool, for whatever else is asked."""
        if self.sync_connection is None:
            await super().start()

    async def _shared(self, statement: Any, given: Mapping[str, Any]) -> Result | None:
        engine = self.engine
        assert isinstance(engine, ReadingEngine), "it is the only one that makes these"
        if self.sync_connection is not None or self.is_listened_to or engine.is_over:
            return None
        prepared = engine.statements.ready(statement, given, many=False)
        if prepared is None:
            return None
        driver = await engine.shared()
        return _read(driver, prepared, given) if driver else None

    async def close(self) -> None:
        if self.sync_connection is not None:
            await super().close()

    async def __aexit__(self, *problem: Any) -> None:
        if self.sync_connection is not None:
            await super().__aexit__(*problem)


class ReadingEngine(SwiftEngine):
    __slots__ = ("_driver", "_held", "_over")
    _connection_cls = ReadingConnection

    _held: AsyncConnection
    _driver: Connection
    _over: bool

    @property
    def is_over(self) -> bool:
        """Whoever still reads after the end gets a connection for themselves: nobody would close the shared one."""
        return getattr(self, "_over", False)

    @property
    def is_read(self) -> bool:
        """Whether everybody's connection is open."""
        return hasattr(self, "_driver")

    async def shared(self) -> Connection | None:
        """Everybody's connection, opened by the first who asks; none where the end has come meanwhile."""
        if not self.is_read:
            held = SwiftConnection(self)
            await held.start()
            driver = held.driver()
            if self.is_over or hasattr(self, "_driver"):  # somebody was faster
                await held.close()
            else:
                self._held, self._driver = held, driver
        return self._driver if self.is_read else None

    async def dispose(self, close: bool = True) -> None:
        self._over = True
        if self.is_read:
            await self._held.close()
            del self._held, self._driver
        await super().dispose(close)


def _read(driver: Connection, prepared: Prepared, given: Mapping[str, Any]) -> Result | None:
    """``None`` where somebody keeps the file to themselves for a moment: SQLAlchemy's way can wait."""
    try:
        outcome = at_once(driver, prepared.sql, prepared.values(given))
    except sqlite3.OperationalError:
        return None
    return Result(prepared.make, outcome)
