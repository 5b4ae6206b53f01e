"""What ends in the same instant is committed together: a commit takes SQLite longer than much of what it commits.

Nobody is told that their unit of work is kept before it is. A unit that is undone, or cannot be committed, takes
nobody with it: the others are done again as they were, each for itself. Nearly always the same comes of them; where it
does not, because another process wrote meanwhile or they saw what is undone now, they are refused.
"""

from __future__ import annotations

import asyncio
import sqlite3
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any, TypeAlias

Work: TypeAlias = Callable[[sqlite3.Connection, str, Any], sqlite3.Cursor]
# The cursor and what it found.
Outcome: TypeAlias = tuple[sqlite3.Cursor, list[Any]]
# What was done, with what, and what came of it.
Done: TypeAlias = tuple[Work, str, Any, Outcome]
# Why it is not kept.
Refused: TypeAlias = sqlite3.Error | None

# So long another process is waited for, once for all of them; nobody here can do anything meanwhile.
_PATIENCE_MS = 200


@dataclass(frozen=True, slots=True)
class _Ended:
    """A unit of work that waits for the commit."""

    steps: Sequence[Done]
    kept: asyncio.Future[Refused] = field(
        default_factory=lambda: asyncio.get_running_loop().create_future()
    )

    def tell(self, refused: Refused) -> None:
        if not self.kept.done():
            self.kept.set_result(refused)


class Together:
    """The units of work of one transaction: those that have ended, and the one that is under way."""

    def __init__(self, undone: Callable[[], None]) -> None:
        """``undone``: something was, and is not as anybody has seen it in between."""
        self._undone = undone
        self._steps: list[Done] = []
        self._ended: list[_Ended] = []
        # How many rows had been changed when the last one ended.
        self._changes = 0
        # Why SQLite has undone the beginning of the one under way.
        self._broken: Refused = None

    @property
    def is_waited_for(self) -> bool:
        return bool(self._ended)

    @property
    def is_whole(self) -> bool:
        return self._broken is None

    def note(self, work: Work, statement: str, parameters: Any, outcome: Outcome) -> None:
        self._steps.append((work, statement, parameters, outcome))

    def end(self, connection: sqlite3.Connection) -> asyncio.Future[Refused]:
        """The unit that is under way waits for the commit."""
        ended = _Ended(self._steps)
        self._ended.append(ended)
        self._steps, self._changes = [], connection.total_changes
        return ended.kept

    def commit(self, connection: sqlite3.Connection) -> None:
        """With the one under way. Raises what is wrong with it, and with no other."""
        if self._broken:
            broken = self._broken
            self.undo(connection)
            raise broken
        mine = self.end(connection)
        self.commit_ended(connection)
        refused = mine.result()
        if refused:
            raise refused

    def commit_ended(self, connection: sqlite3.Connection) -> None:
        """While none is under way."""
        try:
            connection.commit()
        except sqlite3.Error:
            self._redo(connection)
        else:
            self._tell(None)

    def undo(self, connection: sqlite3.Connection) -> None:
        """The one under way. One that has only read leaves the others as they are."""
        if connection.in_transaction:
            is_left = not self._ended or self._has_written(connection)
        else:
            is_left = bool(self._ended or self._steps)  # SQLite has undone them all
        if is_left:
            self._redo(connection)
        self._steps, self._broken = [], None

    def _has_written(self, connection: sqlite3.Connection) -> bool:
        """Of a table that is made or altered SQLite counts no row; only what reads finds columns."""
        return connection.total_changes != self._changes or any(
            cursor.description is None
            for _work, _statement, _parameters, (cursor, _rows) in self._steps
        )

    def failed(self, connection: sqlite3.Connection) -> None:
        """A statement of the one under way; SQLite undoes the whole transaction where the disk is full, for example."""
        if connection.in_transaction:
            # The first of its rows may be there: that is not done again.
            self._steps.append((_refuse, "", (), (connection.cursor(), [])))
        else:
            undone = sqlite3.OperationalError("its beginning was undone")
            self._broken = self._broken or (undone if self._steps else None)
            self._redo(connection)

    def break_off(self, connection: sqlite3.Connection) -> None:
        """The one under way is undone and cannot be committed, as it does not come to an end."""
        self._broken = sqlite3.OperationalError("others could not wait any longer")
        self._redo(connection)

    def _redo(self, connection: sqlite3.Connection) -> None:
        self._steps = []
        with suppress(sqlite3.Error):  # closed meanwhile
            connection.rollback()
        self._undone()
        ended, self._ended = self._ended, []
        patience = _PATIENCE_MS
        for each in ended:
            refused = _again(connection, each.steps, patience)
            if refused and is_busy(refused):
                patience = 0
            each.tell(refused)

    def lose(self) -> None:
        """Nothing more can be done for whoever still waits: what they did is undone with the connection."""
        self._tell(sqlite3.OperationalError("the connection was lost"))

    def _tell(self, refused: Refused) -> None:
        ended, self._ended = self._ended, []
        for each in ended:
            each.tell(refused)


def _again(connection: sqlite3.Connection, steps: Sequence[Done], patience: int) -> Refused:
    try:
        _begin(connection, patience)
        for work, statement, parameters, (before, found) in steps:
            now = work(connection, statement, parameters)
            if (now.fetchall(), now.rowcount) != (found, before.rowcount):
                raise sqlite3.OperationalError("something else came of it the second time")
        connection.commit()
    except sqlite3.Error as error:
        with suppress(sqlite3.Error):
            connection.rollback()
        return error
    return None


def _refuse(_connection: sqlite3.Connection, _statement: str, _parameters: Any) -> sqlite3.Cursor:
    raise sqlite3.OperationalError("a part of it failed, and is not done again")


def _begin(connection: sqlite3.Connection, patience: int) -> None:
    """Another process may have waited for just this moment."""
    connection.execute(f"PRAGMA busy_timeout = {patience}")
    try:
        connection.execute("BEGIN IMMEDIATE")
    finally:
        connection.execute("PRAGMA busy_timeout = 0")


def is_busy(error: Exception) -> bool:
    """What Python itself complains of, such as a text that is not UTF-8, has no code."""
    code: int = getattr(error, "sqlite_errorcode", 0)
    return code & 0xFF == sqlite3.SQLITE_BUSY
