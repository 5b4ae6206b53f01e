"""What hardly ever changes and is asked with every act: who belongs where, and how they want to be told.

Whoever writes to SQLite remembers it from one unit of work to the next. What each statement reads and writes SQLite
tells by itself, when it sees the statement for the first time. All is forgotten with the first change, with whatever
is undone, and when a transaction begins after anybody else has written.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from enum import Enum, auto
from typing import Any, TypeAlias

from storage import tables
from storage.together import Outcome

LASTING = frozenset(
    table.name
    for table in (
        *(tables.authorities, tables.authority_names, tables.coordinators, tables.workflows),
        *(tables.people, tables.memberships, tables.deputies, tables.rooms, tables.habits),
    )
)
# What a statement is given as a list is read as if it were a table.
_GIVEN = frozenset({"json_each"})
# Written when such a list is named for the first time. Whoever really changes it does more than to write rows.
_SCHEMA = "sqlite_master"
_READS = frozenset({sqlite3.SQLITE_SELECT, sqlite3.SQLITE_FUNCTION, sqlite3.SQLITE_RECURSIVE})
_WRITES = frozenset({sqlite3.SQLITE_INSERT, sqlite3.SQLITE_UPDATE, sqlite3.SQLITE_DELETE})
_MOST, _MOST_ROWS = 5_000, 100

# A statement, and its values.
_Asked: TypeAlias = tuple[Any, ...]


class _Kind(Enum):
    """Of a statement: it asks for what lasts and nothing else; it may change that; neither.

    None that asks has a function whose answer changes by itself, such as that of the time.
    """

    ASKS = auto()
    CHANGES = auto()
    PASSES = auto()


class Memory:
    """Of the connection that writes."""

    def __init__(self) -> None:
        self._kinds: dict[str, _Kind] = {}
        self._found: dict[_Asked, Outcome] = {}
        self._version: int | None = None
        self._read, self._written = set[str | None](), set[str | None]()

    def watch(self, connection: sqlite3.Connection) -> None:
        """Its statements are looked at from now on, as SQLite reads them."""
        connection.set_authorizer(self._hear)

    def _hear(self, action: int, about: str | None, *_more: str | None) -> int:
        if action == sqlite3.SQLITE_READ:
            self._read.add(about)
        elif action in _WRITES:
            self._written.add(about)
        elif action not in _READS:
            self._written.add(None)
        return sqlite3.SQLITE_OK

    def begin(self, connection: sqlite3.Connection) -> None:
        """A transaction: until it ends nobody else writes."""
        [version] = connection.execute("PRAGMA data_version").fetchone()
        if version != self._version:
            self._version = version
            self.forget()

    def forget(self) -> None:
        self._found.clear()

    def find(self, statement: str, values: Sequence[Any]) -> Outcome | None:
        """Within a transaction; outside anybody may write meanwhile."""
        if self._kinds.get(statement) is _Kind.ASKS:
            return self._found.get((statement, *values))
        return None

    def is_new(self, statement: str) -> bool:
        """Then ``judge`` it as soon as it is done: nothing else may be heard in between."""
        if statement in self._kinds:
            return False
        self._read.clear()
        self._written.clear()
        return True

    def judge(self, statement: str) -> None:
        written, read = self._written - {_SCHEMA}, self._read - _GIVEN - {_SCHEMA}
        if None in written or not written.isdisjoint(LASTING):
            kind = _Kind.CHANGES
        elif written or not read <= LASTING:
            kind = _Kind.PASSES
        elif read:
            kind = _Kind.ASKS
        else:
            return  # SQLite has read it before, when it was refused: nothing was heard now.
        if len(self._kinds) < _MOST:
            self._kinds[statement] = kind

    def note(self, statement: str, values: Sequence[Any], outcome: Outcome) -> None:
        """It was done."""
        kind = self._kinds.get(statement, _Kind.CHANGES)
        if kind is _Kind.CHANGES:
            self.forget()
        elif kind is _Kind.ASKS and len(outcome[1]) <= _MOST_ROWS:
            if len(self._found) == _MOST:
                self.forget()
            self._found[(statement, *values)] = outcome
