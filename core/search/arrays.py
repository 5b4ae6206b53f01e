"""Columns of numbers and of texts, kept close together so that a million names stay small."""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import TypeAlias

import numpy as np
import numpy.typing as npt

Ints: TypeAlias = npt.NDArray[np.int32]
Counts: TypeAlias = npt.NDArray[np.int64]
Keys: TypeAlias = npt.NDArray[np.uint32]
Codes: TypeAlias = npt.NDArray[np.uint16]
Bits: TypeAlias = npt.NDArray[np.uint8]
Bools: TypeAlias = npt.NDArray[np.bool_]
Floats: TypeAlias = npt.NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Texts:
    """Texts one after another in UTF-8; the one at i runs from ``starts[i]`` to ``starts[i + 1]``."""

    blob: bytes
    starts: Ints

    def __len__(self) -> int:
        return len(self.starts) - 1

    def __getitem__(self, at: int) -> str:
        start, end = self.starts[at : at + 2].tolist()
        return self.blob[start:end].decode(errors="surrogatepass")

    def each(self, some: Ints) -> Iterator[str]:
        """The texts at these places."""
        starts, ends = self.starts[some].tolist(), self.starts[some + 1].tolist()
        for start, end in zip(starts, ends, strict=True):
            yield self.blob[start:end].decode(errors="surrogatepass")

    def find(self, text: str) -> int | None:
        """Where in the column a text stands."""
        wanted, at = text.encode(errors="surrogatepass"), -1
        while (at := self.blob.find(wanted, at + 1)) >= 0:
            number = int(np.searchsorted(self.starts, at, "right")) - 1
            if self.starts[number] == at and self.starts[number + 1] == at + len(wanted):
                return number
        return None

    def __iter__(self) -> Iterator[str]:
        bounds = self.starts.tolist()
        for start, end in pairwise(bounds):
            yield self.blob[start:end].decode(errors="surrogatepass")


class TextsBuilder:
    """Collects texts for a column."""

    def __init__(self) -> None:
        self._blob = bytearray()
        self._starts = array("i", [0])

    def __len__(self) -> int:
        return len(self._starts) - 1

    def append(self, text: str) -> None:
        self._blob += text.encode(errors="surrogatepass")
        self._starts.append(len(self._blob))

    def texts(self) -> Texts:
        return Texts(bytes(self._blob), np.frombuffer(self._starts, np.int32))


def starts(lengths: Counts) -> Ints:
    """Where each of some adjoining runs starts, and after the last one where it ends."""
    ends = np.zeros(len(lengths) + 1, np.int64)
    np.cumsum(lengths, out=ends[1:])
    return ends.astype(np.int32)


def distinct(numbers: Ints) -> Ints:
    """Each number once, in order; faster than `numpy.unique` where there are few."""
    return counted(numbers)[0]


def counted(numbers: Ints) -> tuple[Ints, Counts]:
    """Each number once, in order, and how often it is there."""
    ordered = numbers.copy()
    ordered.sort()
    at = changes(ordered)
    return ordered[at[:-1]], at[1:] - at[:-1]


def changes(ordered: Ints) -> Counts:
    """Where each number of an ordered column is first, and after the last one where the column ends."""
    first = np.empty(len(ordered) + 1, np.bool_)
    first[0] = first[-1] = True
    np.not_equal(ordered[1:], ordered[:-1], out=first[1:-1])
    return first.nonzero()[0]


def marked(numbers: Iterable[int], size: int) -> Bools:
    """For each number below ``size``, whether it is one of these."""
    marks = np.zeros(size, np.bool_)
    marks[list(numbers)] = True
    return marks


def spans(runs: Ints, chosen: Ints) -> tuple[Ints, Ints]:
    """Positions of all members of the chosen runs, and where in them each run starts."""
    sizes = runs[chosen + 1] - runs[chosen]
    firsts = np.zeros(len(chosen), np.int32)
    np.cumsum(sizes[:-1], out=firsts[1:])
    at = np.arange(int(sizes.sum()), dtype=np.int32)
    return at + np.repeat(runs[chosen] - firsts, sizes), firsts
