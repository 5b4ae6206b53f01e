"""The schema, revision by revision.

A new one, against a database that is at the head: ``alembic -c storage/migrations/alembic.ini
-x url=sqlite:///imi.db revision --autogenerate -m "requests have a nickname"``; then read it.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection

from storage.engine import open_database

_HERE = Path(__file__).parent

# Whoever starts second waits for the first. On SQLite the write lock is taken with any statement.
_ALONE = {"sqlite": "SELECT 1", "postgresql": "SELECT pg_advisory_xact_lock(1024201225)"}

T = TypeVar("T")


def head() -> str:
    """The revision this code is written for."""
    found = ScriptDirectory(str(_HERE)).get_current_head()
    assert found is not None, "the package brings its revisions"
    return found


async def current(url: str) -> str | None:
    """The revision a database is at; ``None`` for an empty one."""
    return await _run(url, _revision)


async def upgrade(url: str, to: str = "head") -> None:
    """Bring a database to the head; nothing happens to one that is there. Several may try at once."""
    await _run(url, lambda connection: _upgrade(connection, to))


async def _run(url: str, work: Callable[[Connection], T]) -> T:
    database = open_database(url)
    try:
        async with database.writer.begin() as connection:
            return await connection.run_sync(work)
    finally:
        await database.close()


def _revision(connection: Connection) -> str | None:
    return MigrationContext.configure(connection).get_current_revision()


def _upgrade(connection: Connection, to: str) -> None:
    connection.exec_driver_sql(_ALONE[connection.dialect.name])
    config = Config()
    config.set_main_option("script_location", str(_HERE).replace("%", "%%"))
    config.attributes["connection"] = connection
    command.upgrade(config, to)
