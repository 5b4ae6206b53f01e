"""Reads entries once, in any number, and makes the columns of a catalogue of them."""

from __future__ import annotations

from array import array
from collections.abc import Callable, Iterable
from functools import cache

import numpy as np

from core.search.alphabets import plain
from core.search.arrays import Codes, Counts, Floats, Ints, TextsBuilder, starts
from core.search.catalogue import NO_CITY, Catalogue, Entries, Names, Postings, Rows, row_key
from core.search.entry import Entry, Name
from core.search.folding import spelled, tokens
from core.search.lexicon import Lexicon

WeightOf = Callable[[str], float]


class _Numbers(dict[str, int]):
    """Numbers texts in the order in which they are first asked for."""

    def __missing__(self, text: str) -> int:
        self[text] = number = len(self)
        return number


class Builder:
    def __init__(self) -> None:
        self._words, self._countries, self._cities = _Numbers(), _Numbers(), _Numbers()
        self._languages, self._kinds, self._areas = _Numbers(), _Numbers(), _Numbers()
        self._row_words, self._row_sizes, self._row_names = array("i"), array("i"), array("i")
        self._row_keys = array("I")
        self._name_entries, self._name_languages = array("i"), array("H")
        self._name_kinds, self._name_texts = array("H"), TextsBuilder()
        self._ids, self._first_names = TextsBuilder(), array("i")
        self._entry_countries, self._entry_cities = array("H"), array("i")
        self._having, self._had = array("i"), array("i")
        self._spell = cache(plain)
        self._cities[""] = NO_CITY

    def add(self, entry: Entry) -> None:
        at = len(self._ids)
        self._ids.append(entry.id)
        self._first_names.append(len(self._name_texts))
        self._entry_countries.append(self._countries[entry.country])
        self._entry_cities.append(self._cities[entry.city])
        for area in sorted(entry.areas):
            self._having.append(at)
            self._had.append(self._areas[area])
        rows: set[tuple[str, ...]] = set()
        for name in entry.names:
            self._add_name(at, name, rows)

    def _add_name(self, entry: int, name: Name, known: set[tuple[str, ...]]) -> None:
        at = len(self._name_texts)
        self._name_texts.append(name.text)
        self._name_entries.append(entry)
        self._name_languages.append(self._languages[name.language])
        self._name_kinds.append(self._kinds[name.kind])
        for row in spelled([token.text for token in tokens(name.text)], self._spell):
            if row not in known:
                known.add(row)
                self._row_words.extend([self._words[word] for word in row])
                self._row_sizes.append(len(row))
                self._row_names.append(at)
                self._row_keys.append(row_key(row))

    def catalogue(self, weight_of: WeightOf | None = None) -> Catalogue:
        """``weight_of`` says how much a word weighs, when not these entries alone decide it."""
        lexicon = Lexicon.build(self._words)
        numbers = np.array([self._words[word] for word in lexicon.words], np.int32)
        renumbered = np.empty_like(numbers)
        renumbered[numbers] = np.arange(len(numbers), dtype=np.int32)
        words = renumbered[np.frombuffer(self._row_words, np.int32)]
        row_starts = starts(np.frombuffer(self._row_sizes, np.int32).astype(np.int64))
        postings = _postings(words, row_starts, lexicon, weight_of)
        return Catalogue(
            lexicon,
            postings,
            self._rows(words, row_starts, postings.weights),
            self._names(),
            self._entries(),
        )

    def _rows(self, words: Ints, row_starts: Ints, weights: Floats) -> Rows:
        names = np.frombuffer(self._row_names, np.int32)
        entries = np.frombuffer(self._name_entries, np.int32)[names]
        keys = np.frombuffer(self._row_keys, np.uint32)
        order = np.argsort(keys, kind="stable").astype(np.int32)
        return Rows(
            row_starts,
            words,
            np.add.reduceat(weights[words], row_starts[:-1]) if len(words) else weights[:0],
            names,
            entries,
            np.frombuffer(self._entry_countries, np.uint16)[entries],
            np.frombuffer(self._entry_cities, np.int32)[entries],
            keys[order],
            order,
        )

    def _names(self) -> Names:
        return Names(
            self._name_texts.texts(),
            np.frombuffer(self._name_entries, np.int32),
            np.frombuffer(self._name_languages, np.uint16),
            np.frombuffer(self._name_kinds, np.uint16),
            list(self._languages),
            list(self._kinds),
        )

    def _entries(self) -> Entries:
        had = np.frombuffer(self._had, np.int32)
        countries = np.frombuffer(self._entry_countries, np.uint16)
        cities = np.frombuffer(self._entry_cities, np.int32)
        city_countries = np.zeros(len(self._cities), np.uint16)
        city_countries[cities] = countries
        self._first_names.append(len(self._name_texts))
        return Entries(
            self._ids.texts(),
            np.frombuffer(self._first_names, np.int32),
            countries,
            cities,
            city_countries,
            starts(np.bincount(had, minlength=len(self._areas))),
            np.frombuffer(self._having, np.int32)[np.argsort(had, kind="stable")],
            *_grouped(cities, len(self._cities)),
            *_grouped(countries, len(self._countries)),
            list(self._countries),
            list(self._cities),
            list(self._areas),
        )


def catalogue_of(entries: Iterable[Entry], weight_of: WeightOf | None = None) -> Catalogue:
    builder = Builder()
    for entry in entries:
        builder.add(entry)
    return builder.catalogue(weight_of)


def _grouped(numbers: Ints | Codes, size: int) -> tuple[Ints, Ints]:
    """Where in the second column those of each number start."""
    order = np.argsort(numbers, kind="stable").astype(np.int32)
    return starts(np.bincount(numbers, minlength=size)), order


def _postings(
    words: Ints, row_starts: Ints, lexicon: Lexicon, weight_of: WeightOf | None
) -> Postings:
    rows = np.repeat(np.arange(len(row_starts) - 1, dtype=np.int32), np.diff(row_starts))
    letters = np.add.reduceat(lexicon.lengths[words], row_starts[:-1], dtype=np.int32)
    rank = np.empty(len(letters), np.int32)
    rank[np.argsort(letters, kind="stable")] = np.arange(len(letters), dtype=np.int32)
    order = np.argsort(words.astype(np.int64) << 32 | rank[rows], kind="stable")
    words, rows = words[order], rows[order]
    first = np.ones(len(words), np.bool_)
    first[1:] = (words[1:] != words[:-1]) | (rows[1:] != rows[:-1])
    words, rows = words[first], rows[first]
    counts = np.bincount(words, minlength=len(lexicon.words))
    return Postings(_weights(counts, len(letters), lexicon, weight_of), starts(counts), rows)


def _weights(counts: Counts, rows: int, lexicon: Lexicon, weight_of: WeightOf | None) -> Floats:
    """BM25's inverse document frequency."""
    if weight_of:
        return np.fromiter(map(weight_of, lexicon.words), np.float32, len(lexicon.words))
    return np.log1p((rows - counts + 0.5) / (counts + 0.5)).astype(np.float32)
