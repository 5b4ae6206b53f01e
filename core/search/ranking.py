"""The close look: every word of the query beside every word of the few names that may be meant."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

import numpy as np
from rapidfuzz import fuzz

from core.search.arrays import Bools, Floats, Ints, distinct, spans
from core.search.catalogue import Catalogue
from core.search.lexicon import likeness
from core.search.shortlist import explained
from core.search.typed import Query

_LEAST_ALIKE = 0.5
# What counts: the query found in the name, the name covered by the query, the same letter by letter when folded,
# and as it was written.
_FOUND, _COVERED, _SAME, _WRITTEN = 0.72, 0.2, 0.07, 0.01
# Only the very name, folded, has 1.
_NEARLY = 0.99
# A word found less surely than this may be another word, misspelt.
_SURELY = 0.85
# Who is in another country than the one that is named is hardly meant. Codes are left out: "no" and "is" are words too.
_ABROAD, _BEHIND, _LONGEST_CODE = 0.7, 0.85, 3
_READ_IN_FULL = 24
# Below this hardly anything that was typed is there.
WORTH_SHOWING = 0.35
_WORTH_READING = WORTH_SHOWING - _SAME - _WRITTEN
# With less of the query in it a name did not lead here.
_NAMED = 0.1


@dataclass(frozen=True, slots=True)
class Ranked:
    """How good a row is, which share of what was typed it has, and whether its name has anything of it.

    ``meant`` is the share without words that can hardly be the same, misspelt.
    """

    row: int
    score: float
    found: float
    meant: float
    named: bool = True


@dataclass(frozen=True, slots=True)
class Ranking:
    """Rows, best first, and which words of the query the best has not."""

    rows: list[Ranked] = field(default_factory=list)
    missing: frozenset[int] = frozenset()


def ranked(text: str, query: Query, catalogue: Catalogue, rows: Ints) -> Ranking:
    if not len(rows):
        return Ranking([], frozenset(range(len(query.words))))
    by_name, covered = _compared(query, catalogue, rows)
    elsewhere = explained(query, catalogue, rows)
    told = np.maximum(by_name, elsewhere)
    weights = query.weights / query.weights.sum()
    found, named = weights @ told, weights @ by_name >= _NAMED
    sure = np.maximum(by_name * (by_name >= query.least[:, None]), elsewhere)
    abroad = _abroad(query, sure)
    meant = _meant(query, sure) * np.where(abroad, _ABROAD, 1)
    scores = (_FOUND * found + _COVERED * covered) * np.where(abroad, _BEHIND, 1)
    best = (-scores).argsort(kind="stable")[:_READ_IN_FULL]
    best = best[: max(1, int((scores[best] >= _WORTH_READING).sum()))]
    same, as_written = _same(text, query, catalogue, rows[best])
    totals = np.minimum(scores[best] + _SAME * same + _WRITTEN * as_written, _NEARLY)
    totals[same == 1] = 1
    order = np.lexsort((-as_written, -totals))
    best, totals = best[order], totals[order]
    missing = (told[:, best[0]] < _SURELY).nonzero()[0]
    columns = (rows[best], totals, found[best], meant[best], named[best])
    good = [Ranked(*cells) for cells in zip(*(column.tolist() for column in columns), strict=True)]
    return Ranking(good, frozenset(missing.tolist()))


def _meant(query: Query, sure: Floats) -> Floats:
    """Which share of the query each row has for sure, without extra words that it has not."""
    counted = query.weights[:, None] * ~(query.extra[:, None] & (sure == 0))
    share: Floats = (counted * sure).sum(axis=0) / np.maximum(counted.sum(axis=0), _NAMED)
    return share


def _abroad(query: Query, sure: Floats) -> Bools:
    """Which rows have nothing of a country that is named by its name or adjective."""
    abroad = np.zeros(sure.shape[1], np.bool_)
    for clue in query.clues:
        span = slice(clue.start, clue.end)
        written_out = any(len(word.text) > _LONGEST_CODE for word in query.words[span])
        if clue.countries and clue.sureness == 1 and written_out:
            abroad |= sure[span].max(axis=0) == 0
    return abroad


def _compared(query: Query, catalogue: Catalogue, rows: Ints) -> tuple[Floats, Floats]:
    """How far each word of the query (down) is in the name of each row (across), and how far each is covered."""
    at, firsts = spans(catalogue.rows.starts, rows)
    words = catalogue.rows.words[at]
    alike = _alike(query, catalogue, words)
    told = np.maximum.reduceat(alike, firsts, axis=1)
    covering = alike.max(axis=0) * catalogue.postings.weights[words]
    covered = np.add.reduceat(covering, firsts) / catalogue.rows.weights[rows]
    return told, covered.astype(np.float32)


def _same(text: str, query: Query, catalogue: Catalogue, rows: Ints) -> tuple[Floats, Floats]:
    """How far the rows are letter by letter what was typed: folded, and as written."""
    folded = map(" ".join, catalogue.each_row(rows))
    written = catalogue.names.texts.each(catalogue.rows.names[rows])
    return _ratios(" ".join(query.folded), folded), _ratios(text, written)


def _ratios(text: str, others: Iterable[str]) -> Floats:
    return np.array([fuzz.ratio(text, other) / 100 for other in others], np.float32)


def _alike(query: Query, catalogue: Catalogue, words: Ints) -> Floats:
    """How alike each word of the query (down) is to each word of the rows (across)."""
    each = distinct(words)
    meant = [catalogue.lexicon.words[at] for at in each.tolist()]
    alike = likeness([word.text for word in query.words], meant, _LEAST_ALIKE)
    for typed, row in zip(query.words, alike, strict=True):
        if typed.low < typed.high:
            begun = row[slice(*each.searchsorted((typed.low, typed.high)).tolist())]
            np.maximum(begun, np.float32(typed.beginning), out=begun)
    numbers, typed_by, sureness = query.meanings
    places = each.searchsorted(numbers)
    there = each.take(places, mode="clip") == numbers
    alike[typed_by[there], places[there]] = sureness[there]
    return alike[:, each.searchsorted(words)]
