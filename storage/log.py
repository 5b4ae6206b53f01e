"""SQLite's log of what was written, moved into its file."""

from __future__ import annotations

import sqlite3
from contextlib import closing, suppress

# So long it waits for whoever writes and reads, to begin anew.
PATIENCE_SECONDS = 1


def move(file: str) -> None:
    """Most of it beside whoever writes; the rest, soon done, while they wait, so that the log begins anew."""
    with (
        suppress(sqlite3.OperationalError),
        closing(
            sqlite3.connect(file, timeout=PATIENCE_SECONDS, isolation_level=None)
        ) as connection,
    ):
        connection.execute("PRAGMA wal_checkpoint(PASSIVE)").fetchall()
        connection.execute("PRAGMA wal_checkpoint(RESTART)").fetchall()


def empty_log(file: str) -> bool:
    """Whether nothing is left in it: somebody who reads meanwhile may still need it."""
    with closing(sqlite3.connect(file, timeout=1, isolation_level=None)) as connection:
        busy, *_pages = connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
    return not busy
