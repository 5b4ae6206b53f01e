"""A file of JSON lines as rows with named values: one object a line, told apart from CSV by its first character."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import chain
from typing import Protocol

from bot.importing.file import LONGEST_LINE, Advance, Source, lines
from bot.importing.problems import Problem, Problems, quoted
from bot.importing.rows import Columns, Row
from bot.importing.sheet import Sheet

_BLANK = b" \t\r\n\xef\xbb\xbf"


class Table(Protocol):
    """``given`` and ``unused`` are known once the rows have been read."""

    @property
    def given(self) -> frozenset[str]: ...
    @property
    def unused(self) -> tuple[str, ...]: ...

    def rows(self) -> Iterator[Row]:
        """Raises ``Unreadable``."""
        ...


@dataclass(slots=True)
class JsonLines:
    """Lists become text parted by `` | ``; ``structured`` columns keep their JSON, for whoever reads it."""

    path: Source
    columns: Columns
    problems: Problems
    advance: Advance
    given: frozenset[str] = field(default=frozenset(), init=False)
    unused: tuple[str, ...] = field(default=(), init=False)

    def rows(self) -> Iterator[Row]:
        count = 0
        for number, line in enumerate(lines(self.path, self.advance), 1):
            if line.strip(_BLANK):
                count += 1
                try:
                    values = self._values(line)
                except ValueError as error:
                    self.problems.add(Problem(self.path.name, number, "", str(error)))
                else:
                    yield Row(self.path.name, number, values, self.problems)
        if not count:
            self.problems.add(Problem(self.path.name, 0, "", "There is nothing in the file."))

    def _values(self, line: bytes) -> dict[str, str]:
        """Raises ``ValueError`` with the reason."""
        entry = _object(line)
        self.given |= self.columns.known & entry.keys()
        self.unused = tuple(dict.fromkeys((*self.unused, *(entry.keys() - self.columns.known))))
        missing = [name for name in self.columns.required if name not in entry]
        if missing:
            raise ValueError(f"has no {', '.join(missing)}")
        return {k: self._text(k, v) for k, v in entry.items() if k in self.columns.known}

    def _text(self, name: str, value: object) -> str:
        structured = name in self.columns.structured
        text = json.dumps(value) if structured and value is not None else _text(value)
        if text is None or "\0" in text:
            raise ValueError(f"{quoted(repr(value))} is not text, which {name} has to be")
        return text.strip()


def table(path: Source, columns: Columns, problems: Problems, advance: Advance) -> Table:
    """Raises ``Unreadable``."""
    for line in chain(lines(path, lambda _size: None), [b""]):
        if begun := line.lstrip(_BLANK):
            kind = JsonLines if begun.startswith(b"{") else Sheet
            return kind(path, columns, problems, advance)
    return Sheet(path, columns, problems, advance)


def _object(line: bytes) -> dict[str, object]:
    if len(line) >= LONGEST_LINE:
        raise ValueError(f"is longer than {LONGEST_LINE:,} characters")
    try:
        entry: object = json.loads(line.decode("utf-8-sig"))
    except UnicodeDecodeError:
        raise ValueError("is not written in UTF-8") from None
    except (json.JSONDecodeError, RecursionError):
        raise ValueError("is not JSON") from None
    if not isinstance(entry, dict):
        raise ValueError("is not a JSON object with names and values")
    return entry


def _text(value: object) -> str | None:
    """One line of text, as a CSV file would have it; ``None`` for what is none."""
    match value:
        case None:
            return ""
        case bool():
            return "yes" if value else "no"
        case str() | int():
            return str(value)
        case list() if all(isinstance(each, str) for each in value):
            return " | ".join(value)
    return None
