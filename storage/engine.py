"""Opens the database: SQLite in a file for one process, PostgreSQL for several."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from time import monotonic
from typing import Any

import orjson
from sqlalchemy import URL, event, make_url
from sqlalchemy.exc import DisconnectionError
from sqlalchemy.ext.asyncio import AsyncEngine, create_async_engine
from sqlalchemy.pool import QueuePool

from storage.prepared import Statements
from storage.reading import ReadingEngine
from storage.sqlite import connecting
from storage.writing import Pen, WritingEngine

_DRIVERS = {"sqlite": "sqlite+aiosqlite", "postgresql": "postgresql+asyncpg"}
_READERS = 4
# How long what is under way is waited for at the end, and how often it is looked for. In seconds.
_LAST, _MOMENT = 3.0, 0.005

# Queries are short and the data is small: compiling them or reading tables in order never pays.
_SETTINGS = {"application_name": "imi-assistant", "jit": "off", "random_page_cost": "1.1"}

# NORMAL in WAL mode keeps every commit when the process dies; a power cut may lose the last ones.
_PRAGMAS = (
    "PRAGMA journal_mode = WAL",
    "PRAGMA synchronous = NORMAL",
    "PRAGMA foreign_keys = ON",
    # What is deleted is overwritten, however SQLite was built.
    "PRAGMA secure_delete = ON",
    # Whoever holds the lock is waited for, and the log is moved into the file, in the connection's thread.
    "PRAGMA busy_timeout = 0",
    "PRAGMA wal_autocheckpoint = 0",
    "PRAGMA cache_size = -65536",
)


class UnknownDatabase(ValueError):
    """The URL names a database we do not speak to."""


@dataclass(frozen=True, slots=True)
class Database:
    """Where to write and where to read.

    ``writer`` opens transactions; ``single`` makes each of its statements a transaction of its own;
    ``reader`` never opens one and so blocks nobody.
    """

    writer: AsyncEngine
    single: AsyncEngine
    reader: AsyncEngine

    @property
    def kind(self) -> str:
        """``sqlite`` or ``postgresql``."""
        return self.writer.dialect.name

    async def close(self) -> None:
        """What is under way still ends, for a few seconds: what it holds would be nobody's to close afterwards."""
        for engine in (self.writer, self.reader):
            await _until_all_are_back(engine)
            await engine.dispose()


def open_database(url: str, schema: str = "") -> Database:
    """Connects at first use. ``sqlite:///file`` or ``postgresql://user@host/name``; there, in one of its schemas."""
    address = located(url)
    if address.get_backend_name() == "sqlite":
        return _sqlite(address)
    return _postgresql(address, {**_SETTINGS, "search_path": schema} if schema else _SETTINGS)


def located(url: str) -> URL:
    """The URL with our driver for its kind of database."""
    address = make_url(url)
    backend = address.get_backend_name()
    if backend not in _DRIVERS:
        raise UnknownDatabase(f"{backend} is neither sqlite nor postgresql")
    if backend == "sqlite" and address.database in (None, "", ":memory:"):
        raise UnknownDatabase("SQLite needs a file: sqlite:///imi.db")
    return address.set(drivername=_DRIVERS[backend])


def _sqlite(address: URL) -> Database:
    """One connection writes, in turn, so that nobody waits in SQLite's own busy loop."""
    statements = _sqlite_statements()
    one, pen = _sqlite_engine(address, 1), Pen()
    return Database(
        WritingEngine.with_pen(one, statements, pen, locks=True),
        WritingEngine.with_pen(one, statements, pen, locks=False),
        ReadingEngine.of(_sqlite_engine(address, _READERS), statements),
    )


@cache
def _sqlite_statements() -> Statements:
    """What a statement is for SQLite is worked out once in a process: all its engines are alike."""
    return Statements(_sqlite_engine(located("sqlite:///never-opened"), 1).dialect)


def _sqlite_engine(address: URL, connections: int) -> AsyncEngine:
    # The driver must not begin transactions by itself: it would begin ones that cannot be upgraded.
    engine = create_async_engine(
        address,
        connect_args={
            "async_creator_fn": connecting,
            "isolation_level": None,
            "timeout": 0,
            # One after the other all the same: an engine's connection is one task's at a time.
            "check_same_thread": False,
        },
        pool_size=connections,
        max_overflow=0,
        json_serializer=_compact,
        json_deserializer=orjson.loads,
        # What the values were is nothing for a log.
        hide_parameters=True,
    )
    event.listen(engine.sync_engine, "connect", _prepare)
    return engine


def _postgresql(address: URL, settings: Mapping[str, str]) -> Database:
    engine = create_async_engine(
        address,
        connect_args={"server_settings": dict(settings)},
        # None is closed for being one too many: under load each would be opened anew for one statement.
        pool_size=20,
        max_overflow=0,
        pool_use_lifo=True,
        pool_timeout=10,
        json_serializer=_compact,
        json_deserializer=orjson.loads,
        # What the values were is nothing for a log.
        hide_parameters=True,
    )
    event.listen(engine.sync_engine, "checkout", _refuse_closed)
    single = engine.execution_options(isolation_level="AUTOCOMMIT")
    return Database(engine, single, single)


async def _until_all_are_back(engine: AsyncEngine) -> None:
    last = monotonic() + _LAST
    # The pool tells nobody when one comes back.
    while _is_used(engine) and monotonic() < last:  # noqa: ASYNC110
        await asyncio.sleep(_MOMENT)


def _is_used(engine: AsyncEngine) -> bool:
    if isinstance(engine, WritingEngine):
        return engine.pen.is_used
    pool, kept = engine.sync_engine.pool, isinstance(engine, ReadingEngine) and engine.is_read
    return isinstance(pool, QueuePool) and pool.checkedout() > kept


def _prepare(connection: Any, _record: object) -> None:
    cursor = connection.cursor()
    for pragma in _PRAGMAS:
        cursor.execute(pragma)
    cursor.close()


def _refuse_closed(connection: Any, _record: object, _proxy: object) -> None:
    """The pool takes another; the driver knows without a trip to the server that it has gone."""
    if connection.driver_connection.is_closed():
        raise DisconnectionError


def _compact(value: object) -> str:
    return orjson.dumps(value).decode()
