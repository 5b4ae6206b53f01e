"""SQLite serves one running assistant: whoever comes second is told so.

What is held is a lock of SQLite's own on a file beside the database. It is gone with the process, however that ends.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from storage.engine import located
from storage.readiness import DatabaseFault

_SUFFIX = ".running"


class RunningAlready(DatabaseFault):
    """``str()`` says what to do."""


@contextmanager
def alone(url: str) -> Iterator[None]:
    """Nobody else runs on this database meanwhile; on PostgreSQL many may. Raises ``RunningAlready``."""
    address = located(url)
    if address.get_backend_name() != "sqlite" or not address.database:
        yield
        return
    with _held(Path(address.database + _SUFFIX)):
        yield


@contextmanager
def _held(file: Path) -> Iterator[None]:
    file.touch(mode=0o600)
    with closing(sqlite3.connect(file, timeout=0, isolation_level=None)) as connection:
        try:
            connection.execute("BEGIN EXCLUSIVE")
        except sqlite3.OperationalError:
            raise RunningAlready(
                "Another assistant is running on it, and SQLite serves one at a time: "
                "stop that one, or use PostgreSQL for several."
            ) from None
        yield
