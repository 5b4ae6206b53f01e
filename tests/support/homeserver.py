"""Starts Synapse for tests: what it stores waits neither for a disk nor for another thread.

Synapse's own tests let it speak with its database in the thread that asks, too. All else is as it is deployed.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from synapse.app.homeserver import main
from synapse.storage.database import LoggingDatabaseConnection
from synapse.storage.engines.sqlite import Sqlite3Engine
from twisted.enterprise.adbapi import ConnectionPool
from twisted.internet.defer import Deferred, maybeDeferred

_as_deployed = Sqlite3Engine.on_new_connection


def _connected(engine: Sqlite3Engine, connection: LoggingDatabaseConnection) -> None:
    _as_deployed(engine, connection)
    connection.execute("PRAGMA synchronous = OFF")


def _run_here(
    pool: ConnectionPool, ask: Callable[..., object], *args: Any, **named: Any
) -> Deferred[object]:
    return maybeDeferred(pool._runWithConnection, ask, *args, **named)


if __name__ == "__main__":
    Sqlite3Engine.on_new_connection = _connected
    ConnectionPool.runWithConnection = _run_here
    main()
