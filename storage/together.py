"""What ends in the same instant is committed together: a commit takes SQLite longer than much of what it commits.

Nobody is told that their unit of work is kept before it is. A unit that is undone, or cannot be committed, takes
nobody with it: the others are done again as they were, each for itself. They stand in a transaction in which nobody
else wrote, so that the same comes of them; where somebody did write meanwhile, and it does not, they are refused.
"""

from __future__ import annotations

import asyncio
import sqlite3
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any, TypeAlias

Work: TypeAlias = Callable[[sqlite3.Connection, str, Any], sqlite3.Cursor]
# The cursor and what it found.
Outcome: TypeAlias = tuple[sqlite3.Cursor, list[Any]]
# What was done, with what, and what it found and changed.
Done: TypeAlias = tuple[Work, str, Any, list[Any], int]
# Why it is not kept.
Refused: TypeAlias = sqlite3.Error | None


@dataclass(frozen=True, slots=True)
class _Ended:
    """A unit of work that waits for the commit."""

    steps: Sequence[Done]
    kept: asyncio.Future[Refused] = field(
        default_factory=lambda: asyncio.get_running_loop().create_future()
    )


class Together:
    """The units of work of one transaction: those that have ended, and the one that is under way."""

    def __init__(self, undone: Callable[[], None]) -> None:
        """``undone``: something was, and is not as anybody has seen it in between."""
        self._undone = undone
        self._steps: list[Done] = []
        self._ended: list[_Ended] = []
        # How many rows had been changed when the last one ended.
        self._changes = 0

    @property
    def is_waited_for(self) -> bool:
        return bool(self._ended)

    def note(self, work: Work, statement: str, parameters: Any, outcome: Outcome) -> None:
        cursor, rows = outcome
        self._steps.append((work, statement, parameters, rows, cursor.rowcount))

    def end(self, connection: sqlite3.Connection) -> asyncio.Future[Refused]:
        """The unit that is under way waits for the commit."""
        ended = _Ended(self._steps)
        self._ended.append(ended)
        self._steps, self._changes = [], connection.total_changes
        return ended.kept

    def commit(self, connection: sqlite3.Connection) -> None:
        """With the one under way. Raises what is wrong with it; the others are kept nevertheless."""
        try:
            connection.commit()
        except sqlite3.Error:
            if self._ended:
                self._redo(connection)
            raise
        self._steps = []
        self._tell([None] * len(self._ended))

    def undo(self, connection: sqlite3.Connection) -> None:
        """The one under way."""
        if not self._ended or connection.total_changes != self._changes:
            self._redo(connection)
        self._steps = []

    def rescue(self, connection: sqlite3.Connection) -> None:
        """Where a statement failed: SQLite undoes the whole transaction if the disk is full, for example."""
        if self._ended and not connection.in_transaction:
            self._redo(connection)

    def _redo(self, connection: sqlite3.Connection) -> None:
        connection.rollback()
        self._undone()
        self._steps = []
        self._tell([_again(connection, each.steps) for each in self._ended])

    def lose(self) -> None:
        """The connection has gone, and everything with it."""
        self._tell([sqlite3.OperationalError("the connection was lost")] * len(self._ended))

    def _tell(self, outcomes: Sequence[Refused]) -> None:
        ended, self._ended = self._ended, []
        for each, outcome in zip(ended, outcomes, strict=True):
            if not each.kept.done():
                each.kept.set_result(outcome)


def _again(connection: sqlite3.Connection, steps: Sequence[Done]) -> Refused:
    try:
        connection.execute("BEGIN IMMEDIATE")
        for work, statement, parameters, *before in steps:
            cursor = work(connection, statement, parameters)
            if [cursor.fetchall(), cursor.rowcount] != before:
                raise sqlite3.OperationalError("somebody else wrote meanwhile")
        connection.commit()
    except sqlite3.Error as error:
        connection.rollback()
        return error
    return None
