"""SQLAlchemy's engine for SQLite, with a shorter way for statements that come again and again."""

from __future__ import annotations

import sqlite3
from typing import Any, Self

from sqlalchemy import Connection as SyncConnection
from sqlalchemy.exc import DBAPIError
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from storage.prepared import Result, Statements
from storage.sqlite import Connection


class SwiftConnection(AsyncConnection):
    __slots__ = ("is_listened_to", "ours")

    engine: SwiftEngine
    # Where statements go at once: none where each has to see first that a transaction is begun.
    ours: Connection | None

    def __init__(self, engine: SwiftEngine, connection: SyncConnection | None = None) -> None:
        super().__init__(engine, connection)
        self.ours = None
        # Whoever wants to hear of statements hears of all of them.
        self.is_listened_to = bool(engine.sync_engine.dispatch.before_cursor_execute)

    async def execute(self, statement: Any, parameters: Any = None, **options: Any) -> Any:
        many = isinstance(parameters, list)
        first: Any = next(iter(parameters), None) if many else parameters or {}
        is_usual = isinstance(first, dict) and not options and not self.is_listened_to
        prepared = self.engine.statements.ready(statement, first, many=many) if is_usual else None
        if prepared is None:
            return await super().execute(statement, parameters, **options)
        values = list(map(prepared.values, parameters)) if many else prepared.values(first)
        try:
            outcome = await (self.ours or self.driver()).run(prepared.sql, values, many=many)
        except sqlite3.Error as error:
            raise told(error, prepared.sql) from error
        return Result(prepared.make, outcome)

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
