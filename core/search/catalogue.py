"""The index itself: every name word by word, as columns of numbers.

An entry has names, and a name has a row for each way to spell it in a-z. Words lead to rows and rows to words.
"""

from __future__ import annotations

from collections.abc import Container, Iterator
from dataclasses import dataclass
from math import log1p
from zlib import crc32

import numpy as np

from core.search.arrays import Bools, Codes, Floats, Ints, Keys, Texts
from core.search.entry import Entry, Name
from core.search.lexicon import Lexicon

# The number of the city of an entry whose city is not known.
NO_CITY = 0


@dataclass(frozen=True, slots=True)
class Postings:
    """Word -> the rows that have it, the shortest names first; a word weighs more the rarer it is."""

    weights: Floats
    starts: Ints
    rows: Ints

    def of(self, low: int, high: int) -> Ints:
        """The rows of all words from ``low`` to before ``high``."""
        return self.rows[self.starts[low] : self.starts[high]]

    def each(self, words: Ints) -> Iterator[Ints]:
        """The rows of each of these words."""
        bounds = zip(self.starts[words].tolist(), self.starts[words + 1].tolist(), strict=True)
        return (self.rows[low:high] for low, high in bounds)


@dataclass(frozen=True, slots=True)
class Rows:
    """Row -> its words in order, and whose it is; ``keys`` are checksums of whole rows, in order."""

    starts: Ints
    words: Ints
    weights: Floats
    names: Ints
    entries: Ints
    countries: Codes
    cities: Ints
    keys: Keys
    keyed: Ints

    def __len__(self) -> int:
        return len(self.names)

    def spelled(self, words: tuple[str, ...]) -> Ints:
        """Rows that are (but for a rare clash of checksums) exactly these words."""
        key = np.uint32(row_key(words))
        low, high = (
            np.searchsorted(self.keys, key, "left"),
            np.searchsorted(self.keys, key, "right"),
        )
        return self.keyed[low:high]


@dataclass(frozen=True, slots=True)
class Names:
    texts: Texts
    entries: Ints
    languages: Codes
    kinds: Codes
    language_codes: list[str]
    kind_codes: list[str]

    def __getitem__(self, at: int) -> Name:
        language, kind = self.languages[at], self.kinds[at]
        return Name(self.texts[at], self.language_codes[language], self.kind_codes[kind])


@dataclass(frozen=True, slots=True)
class Entries:
    """Who the names belong to; an area, a city and a country lead to their entries."""

    ids: Texts
    first_names: Ints
    countries: Codes
    cities: Ints
    city_countries: Codes
    area_starts: Ints
    area_entries: Ints
    city_starts: Ints
    city_entries: Ints
    country_starts: Ints
    country_entries: Ints
    country_codes: list[str]
    city_names: list[str]
    area_ids: list[str]

    def __len__(self) -> int:
        return len(self.ids)

    def with_areas(self, areas: Container[str]) -> Bools:
        """For each entry, whether it has one of the areas."""
        having = np.zeros(len(self), np.bool_)
        for at, area in enumerate(self.area_ids):
            if area in areas:
                having[self._in_area(at)] = True
        return having

    def having_areas(self, some: Ints, areas: Container[str]) -> Bools:
        """For each of some entries, whether it has one of the areas."""
        having = np.zeros(len(some), np.bool_)
        for at, area in enumerate(self.area_ids):
            if area in areas:
                entries = self._in_area(at)
                places = entries.searchsorted(some)
                having |= entries.take(places, mode="clip") == some
        return having

    def _in_area(self, at: int) -> Ints:
        return self.area_entries[self.area_starts[at] : self.area_starts[at + 1]]

    def in_city(self, at: int) -> Ints:
        return self.city_entries[self.city_starts[at] : self.city_starts[at + 1]]

    def in_country(self, at: int) -> Ints:
        return self.country_entries[self.country_starts[at] : self.country_starts[at + 1]]

    def in_countries(self, codes: Container[str]) -> Bools:
        """For each number of a country, whether it is one of these."""
        return np.array([code in codes for code in self.country_codes], np.bool_)


@dataclass(frozen=True, slots=True)
class Catalogue:
    lexicon: Lexicon
    postings: Postings
    rows: Rows
    names: Names
    entries: Entries

    @property
    def heaviest(self) -> float:
        return log1p(max(len(self.rows), 1) / 1.5)

    def weight_of(self, word: str) -> float:
        """A word that no name has weighs as much as one that a single name has."""
        at = self.lexicon.exactly(word)
        return self.heaviest if at is None else float(self.postings.weights[at])

    def weight_between(self, low: int, high: int) -> float:
        """How much a beginning weighs that the words from ``low`` to before ``high`` share."""
        rows = len(self.rows)
        having = min(len(self.postings.of(low, high)), rows)
        return log1p((rows - having + 0.5) / (having + 0.5))

    def each_row(self, rows: Ints) -> Iterator[list[str]]:
        """The words of each of these rows."""
        starts, words = self.rows.starts, self.lexicon.words
        for start, end in zip(starts[rows].tolist(), starts[rows + 1].tolist(), strict=True):
            yield [words[at] for at in self.rows.words[start:end].tolist()]

    def __iter__(self) -> Iterator[Entry]:
        """The entries it was built from."""
        owned: list[list[str]] = [[] for _ in range(len(self.entries))]
        for at, area in enumerate(self.entries.area_ids):
            bounds = self.entries.area_starts[at : at + 2]
            for entry in self.entries.area_entries[bounds[0] : bounds[1]].tolist():
                owned[entry].append(area)
        for at, areas in enumerate(owned):
            first, after = self.entries.first_names[at : at + 2].tolist()
            yield Entry(
                self.entries.ids[at],
                self.entries.country_codes[self.entries.countries[at]],
                self.entries.city_names[self.entries.cities[at]],
                tuple(self.names[name] for name in range(first, after)),
                frozenset(areas),
            )


def row_key(words: tuple[str, ...]) -> int:
    return crc32(" ".join(words).encode())
