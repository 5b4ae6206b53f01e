"""A CSV file as rows with named values; whatever is wrong with its form is a problem with a line."""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import chain
from typing import Protocol

from bot.importing.file import LONGEST_LINE, Advance, Source, lines
from bot.importing.problems import Problem, Problems, short
from bot.importing.rows import Columns, Row
from core.text import Message, msg

_NOT_UTF8 = msg("is not written in UTF-8; save the file as “CSV UTF-8”")
_NO_TABLE = msg("This is not a CSV file in UTF-8; save it as “CSV UTF-8”.")
_SPREADSHEET = msg("This is a spreadsheet, not a CSV file; save it as “CSV UTF-8”.")
_MOST_NAMED = 20
_SIGNATURES = {b"PK\x03\x04": _SPREADSHEET, b"\xd0\xcf\x11\xe0": _SPREADSHEET}


class Reader(Protocol):
    @property
    def line_num(self) -> int: ...

    def __next__(self) -> list[str]: ...


@dataclass(slots=True)
class Sheet:
    """``given`` and ``unused`` are known once the first row has been asked for."""

    path: Source
    columns: Columns
    problems: Problems
    advance: Advance
    given: frozenset[str] = field(default=frozenset(), init=False)
    unused: tuple[str, ...] = field(default=(), init=False)
    _broken: set[int] = field(default_factory=set, init=False)

    def rows(self) -> Iterator[Row]:
        """Raises ``Unreadable``."""
        raw = lines(self.path, self.advance)
        first = next(raw, b"")
        header = self._header(first)
        if header:
            yield from self._rows(header, chain([first], raw))

    def _header(self, first: bytes) -> Sequence[str]:
        """The columns in order, or nothing when there is no reading on."""
        for signature, reason in _SIGNATURES.items():
            if first.startswith(signature):
                return self._refused(reason)
        try:
            text = first.decode("utf-8-sig")
            names = next(csv.reader([text], delimiter=_delimiter(text), strict=True), [])
        except (UnicodeDecodeError, csv.Error):
            return self._refused(_NO_TABLE)
        header = [name.strip().lower() for name in names]
        self.given = self.columns.known & frozenset(header)
        self.unused = tuple(name for name in header if name not in self.columns.known)
        return header if self._complete(header) else ()

    def _complete(self, header: Sequence[str]) -> bool:
        missing = [name for name in self.columns.required if name not in self.given]
        twice = [name for name, times in Counter(header).items() if times > 1]
        if missing:
            self._refused(_missing(missing, header))
        if twice:
            self._refused(
                msg("The first line names columns twice: `{names}`.", names=_named(twice))
            )
        return not missing and not twice

    def _refused(self, reason: Message) -> Sequence[str]:
        self.problems.add(Problem(self.path.name, 0, "", reason))
        return ()

    def _rows(self, header: Sequence[str], raw: Iterator[bytes]) -> Iterator[Row]:
        decoded = self._decoded(raw)
        first = next(decoded)
        reader = csv.reader(chain([first], decoded), delimiter=_delimiter(first), strict=True)
        next(reader)
        line = 0
        for line, cells in self._records(reader):
            if not self._broken.isdisjoint(range(line, reader.line_num + 1)):
                continue  # It has been told of, and is not what was written.
            if len(cells) == len(header):
                values = dict(zip(header, map(str.strip, cells), strict=True))
                yield Row(self.path.name, line, values, self.problems)
            else:
                self._wrong(line, _uneven(len(cells), len(header)))
        if not line and not self.problems.count:
            self._refused(msg("There are no rows below the first line."))

    def _records(self, reader: Reader) -> Iterator[tuple[int, list[str]]]:
        """Lines that hold something, with the number of the line each begins in."""
        while True:
            line = reader.line_num + 1
            try:
                cells = next(reader)
            except StopIteration:
                return
            except csv.Error as error:
                self._wrong(line, _plain(error))
            else:
                if any(cells):
                    yield line, cells

    def _decoded(self, raw: Iterator[bytes]) -> Iterator[str]:
        for number, line in enumerate(raw, 1):
            try:
                text = line.decode("utf-8-sig" if number == 1 else "utf-8")
            except UnicodeDecodeError:
                self._breaks(number, _NOT_UTF8)
                text = line.decode("utf-8", "replace")
            if "\0" in text:
                self._breaks(number, msg("has a NUL character, which no text has"))
                text = text.replace("\0", "")
            yield text
            if len(line) == LONGEST_LINE:
                self._wrong(number, msg("is longer than {n} characters", n=LONGEST_LINE))
                return

    def _breaks(self, line: int, reason: Message) -> None:
        self._broken.add(line)
        self._wrong(line, reason)

    def _wrong(self, line: int, reason: Message) -> None:
        self.problems.add(Problem(self.path.name, line, "", reason))


def _delimiter(header: str) -> str:
    """What parts the columns: a comma, or what a spreadsheet in another language writes instead."""
    return max(",;\t", key=header.count)


def _missing(columns: Sequence[str], header: Sequence[str]) -> Message:
    if not any(header):
        return msg("The first line must name these columns: `{names}`.", names=_named(columns))
    return msg(
        "The first line must name these columns too: `{names}`. It has `{there}`.",
        names=_named(columns),
        there=_named(header[:_MOST_NAMED]),
    )


def _uneven(cells: int, columns: int) -> Message:
    return msg("has {n} values where the first line has {columns}", n=cells, columns=columns)


def _named(columns: Sequence[str]) -> str:
    return ", ".join(map(short, columns))


def _plain(error: csv.Error) -> Message:
    said = str(error)
    if "unexpected end" in said:
        return msg("a quotation mark opens here and never closes")
    if "expected after" in said:
        return msg('has a quotation mark inside a value; there it must stand twice: ""')
    if "field limit" in said:
        return msg("has a value that never ends; perhaps a quotation mark is missing")
    return msg("cannot be read as CSV")
