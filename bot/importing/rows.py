"""What a row of a CSV file is asked for."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TypeVar

from bot.importing.problems import Problem, Problems, Reason, reason_of
from core.text import msg

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Columns:
    """``structured`` ones hold JSON: only files of JSON lines have them."""

    required: tuple[str, ...]
    optional: tuple[str, ...] = ()
    structured: frozenset[str] = frozenset()

    @property
    def known(self) -> frozenset[str]:
        return frozenset(self.required + self.optional)


@dataclass(slots=True)
class Row:
    """``good`` until a value is found wrong; a wrong one reads as its fallback."""

    file: str
    line: int
    values: Mapping[str, str]
    problems: Problems
    good: bool = True

    def take(self, column: str, read: Callable[[str], T], fallback: T) -> T:
        """``read`` raises ``ValueError`` with the reason. A column the file does not have is empty."""
        try:
            return read(self.values.get(column, ""))
        except ValueError as error:
            self.wrong(column, reason_of(error))
            return fallback

    def wrong(self, column: str, reason: Reason) -> None:
        self.good = False
        self.problems.add(Problem(self.file, self.line, column, reason))


class Once:
    """Tells of a value that may stand in a file once and stands again."""

    def __init__(self) -> None:
        self.lines: dict[object, int] = {}

    def check(self, row: Row, column: str, value: object) -> None:
        """Nothing is no value: it has been told of."""
        before = self.lines.setdefault(value, row.line)
        if value and before != row.line:
            row.wrong(column, msg("stands in line {line} too", line=before))
