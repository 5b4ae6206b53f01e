"""What is wrong with a file, row by row."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TypeAlias

from core.text import Message, Value, as_written

MOST_SHOWN = 50
_MOST_QUOTED = 40

# A sentence of the catalogue where people read it in chat too, English words where only operators do.
Reason: TypeAlias = Message | str


class Wrong(ValueError):
    """A value that cannot be taken, with the reason."""

    def __init__(self, reason: Message) -> None:
        super().__init__(in_english(reason))
        self.reason = reason


@dataclass(frozen=True, slots=True)
class Problem:
    """``line`` is where the row begins, as an editor counts; 0 is the file as a whole."""

    file: str
    line: int
    column: str
    reason: Reason

    def __str__(self) -> str:
        line = f" line {self.line}" if self.line else ""
        column = f", {self.column}" if self.column else ""
        return f"{self.file}{line}{column}: {in_english(self.message)}"

    @property
    def message(self) -> Message:
        return self.reason if isinstance(self.reason, Message) else as_written(self.reason)


@dataclass
class Problems:
    """Counts all of them and keeps the first; whoever mends those has mended most."""

    count: int = 0
    kept: list[Problem] = field(default_factory=list)
    _lines: set[int] = field(default_factory=set)

    def add(self, problem: Problem) -> None:
        self.count += 1
        self._lines.add(problem.line)
        if len(self.kept) < MOST_SHOWN:
            self.kept.append(problem)

    @property
    def rows(self) -> int:
        """How many rows have one, or several."""
        return len(self._lines)


def reason_of(error: ValueError) -> Reason:
    return error.reason if isinstance(error, Wrong) else str(error)


def in_english(reason: Message) -> str:
    """As it stands in the source, with its marks: for the command line."""
    one = reason.plural is None or reason.count == 1
    source = reason.singular if one else reason.plural or ""
    return source.format(**{name: _plain(value) for name, value in reason.values.items()})


def _plain(value: Value) -> str:
    return f"{value:,}" if isinstance(value, int) else str(value)


def quoted(value: str) -> str:
    """A value from the file, safe to show, between the marks of what is typed."""
    return f"`{short(value)}`"


def short(value: str) -> str:
    """A value from the file, without anything that moves a cursor."""
    cut = value if len(value) <= _MOST_QUOTED else f"{value[:_MOST_QUOTED]}…"
    return "".join(c if c.isprintable() else "?" for c in cut)
