"""SQLAlchemy's engine for SQLite, with a shorter way for statements that come again and again."""

from __future__ import annotations

import sqlite3
from typing import Any, Self

from sqlalchemy import Connection as SyncConnection
from sqlalchemy.exc import DBAPIError
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from storage.prepared import Prepared, Statements
from storage.sqlite import Connection


class SwiftConnection(AsyncConnection):
    __slots__ = ()

    engine: SwiftEngine

    async def execute(self, statement: Any, parameters: Any = None, **options: Any) -> Any:
        prepared = None if options else self.engine.ready(statement, parameters)
        if prepared is None:
            return await super().execute(statement, parameters, **options)
        driver, sql, values = self.driver(), prepared.sql, prepared.values
        try:
            if isinstance(parameters, list):
                outcome = await driver.run_many(sql, list(map(values, parameters)))
            else:
                outcome = await driver.run(sql, values(parameters or {}))
        except sqlite3.Error as error:
            raise told(error, sql) from error
        return prepared.result(outcome)

    def driver(self) -> Connection:
        connection = self.sync_connection
        assert connection is not None, "it was started"
        if not connection.in_transaction():
            connection.begin()
        return driver_of(connection)


class SwiftEngine(AsyncEngine):
    __slots__ = ("statements",)
    _connection_cls = SwiftConnection

    statements: Statements

    @classmethod
    def of(cls, engine: AsyncEngine, statements: Statements) -> Self:
        made = cls(engine.sync_engine)
        made.statements = statements
        return made

    @property
    def is_listened_to(self) -> bool:
        """Whoever wants to hear of statements hears of all of them."""
        return bool(self.sync_engine.dispatch.before_cursor_execute)

    def ready(self, statement: object, parameters: object) -> Prepared | None:
        """``None`` is for SQLAlchemy."""
        many = isinstance(parameters, list)
        first = next(iter(parameters), None) if isinstance(parameters, list) else parameters or {}
        if not isinstance(first, dict) or self.is_listened_to:
            return None
        return self.statements.ready(statement, first, many=many)


def driver_of(connection: SyncConnection) -> Connection:
    driver = connection.connection.driver_connection
    assert isinstance(driver, Connection), "the engine connects with these"
    return driver


def told(error: sqlite3.Error, statement: str) -> Exception:
    """As SQLAlchemy tells it; what the values were is nothing for a log."""
    made: Exception = DBAPIError.instance(
        statement, None, error, sqlite3.Error, hide_parameters=True
    )
    return made
