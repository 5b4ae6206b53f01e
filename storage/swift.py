"""SQLAlchemy's engine for SQLite, with a shorter way for statements that come again and again."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping
from typing import Any, Self

from sqlalchemy.exc import DBAPIError
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from storage.prepared import Prepared, Result, Statements
from storage.sqlite import Connection, Cursor


class SwiftConnection(AsyncConnection):
    __slots__ = ()

    @property
    def _swift(self) -> SwiftEngine:
        assert isinstance(self.engine, SwiftEngine), "it is the only one that makes these"
        return self.engine

    async def execute(self, statement: Any, parameters: Any = None, **options: Any) -> Any:
        many = isinstance(parameters, list)
        first = (parameters[0] if parameters else None) if many else parameters or {}
        if options or not isinstance(first, Mapping) or self._swift.is_listened_to():
            return await super().execute(statement, parameters, **options)
        prepared = self._swift.statements.ready(statement, first, many=many)
        if prepared is None:
            return await super().execute(statement, parameters)
        return await self._run(prepared, parameters if many else first, many=many)

    async def _run(self, prepared: Prepared, given: Any, *, many: bool) -> Result:
        cursor = Cursor(self.driver())
        try:
            if many:
                await cursor.executemany(prepared.sql, [prepared.values(each) for each in given])
            else:
                await cursor.execute(prepared.sql, prepared.values(given))
        except sqlite3.Error as error:
            # What the values were is nothing for a log.
            raise DBAPIError.instance(
                prepared.sql, None, error, sqlite3.Error, hide_parameters=True
            ) from error
        return prepared.result(cursor.outcome)

    def driver(self) -> Connection:
        connection = self.sync_connection
        assert connection is not None, "it was started"
        if not connection.in_transaction():
            connection.begin()
        driver = connection.connection.driver_connection
        assert isinstance(driver, Connection), "the engine connects with these"
        return driver


class SwiftEngine(AsyncEngine):
    __slots__ = ("statements",)
    _connection_cls = SwiftConnection

    statements: Statements

    @classmethod
    def of(cls, engine: AsyncEngine, statements: Statements) -> Self:
        made = cls(engine.sync_engine)
        made.statements = statements
        return made

    def is_listened_to(self) -> bool:
        """Whoever wants to hear of statements hears of all of them."""
        return bool(self.sync_engine.dispatch.before_cursor_execute)

    def execution_options(self, **options: Any) -> Self:
        return self.of(super().execution_options(**options), self.statements)
