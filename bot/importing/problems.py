"""What is wrong with a file, row by row."""

from __future__ import annotations

from dataclasses import dataclass

MOST_SHOWN = 50
_MOST_QUOTED = 40


@dataclass(frozen=True, slots=True)
class Problem:
    """``line`` is where the row begins, as an editor counts; 0 is the file as a whole."""

    file: str
    line: int
    column: str
    reason: str

    def __str__(self) -> str:
        line = f" line {self.line}" if self.line else ""
        column = f", {self.column}" if self.column else ""
        return f"{self.file}{line}{column}: {self.reason}"


class Problems:
    """Counts all of them and keeps the first; whoever mends those has mended most."""

    def __init__(self) -> None:
        self.count = 0
        self.kept: list[Problem] = []

    def add(self, problem: Problem) -> None:
        self.count += 1
        if len(self.kept) < MOST_SHOWN:
            self.kept.append(problem)


def quoted(value: str) -> str:
    """A value from the file, safe to show: short, and without anything that moves a cursor."""
    short = value if len(value) <= _MOST_QUOTED else f"{value[:_MOST_QUOTED]}…"
    return f"`{''.join(c if c.isprintable() else '?' for c in short)}`"
