"""A file as lines of bytes, plain or gzipped, with how much of it has been read."""

from __future__ import annotations

import gzip
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from io import BufferedIOBase, BufferedReader, BytesIO
from typing import Literal, Protocol

LONGEST_LINE = 1_000_000
_GZIP = b"\x1f\x8b"
_REPORT_EVERY = 2_000

Advance = Callable[[int], None]


class Source(Protocol):
    """What a ``Path`` is too."""

    @property
    def name(self) -> str: ...

    def open(self, mode: Literal["rb"], /) -> BufferedReader: ...


@dataclass(frozen=True, slots=True)
class InHand:
    """A file that somebody has sent."""

    name: str
    data: bytes

    def open(self, _mode: Literal["rb"], /) -> BufferedReader:
        return BufferedReader(BytesIO(self.data))


class Unreadable(Exception):
    """The file cannot be read at all; ``str()`` says why."""


def lines(path: Source, advance: Advance) -> Iterator[bytes]:
    """Every line with its end; ``advance`` hears of the bytes taken from the disk. Raises ``Unreadable``."""
    try:
        with path.open("rb") as raw:
            packed = raw.peek(2)[:2] == _GZIP
            yield from _counted(gzip.GzipFile(fileobj=raw) if packed else raw, raw, advance)
    except (EOFError, zlib.error, gzip.BadGzipFile):
        raise Unreadable("The file is damaged: it cannot be unpacked to its end.") from None
    except OSError as error:
        raise Unreadable(f"The file cannot be read: {error.strerror}.") from None


def _counted(source: BufferedIOBase, raw: BufferedIOBase, advance: Advance) -> Iterator[bytes]:
    number = told = 0
    while line := source.readline(LONGEST_LINE):
        yield line
        number += 1
        if number % _REPORT_EVERY == 0:
            advance(raw.tell() - told)
            told = raw.tell()
    advance(raw.tell() - told)
