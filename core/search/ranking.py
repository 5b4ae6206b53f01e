"""The close look: every word of the query beside every word of the few names that may be meant."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from rapidfuzz import fuzz
from rapidfuzz.process import cdist

from core.search.arrays import Floats, Ints, distinct, spans
from core.search.catalogue import Catalogue
from core.search.lexicon import likeness
from core.search.query import Query
from core.search.shortlist import explained

_LEAST_ALIKE = 0.5
# What counts: the query found in the name, the name covered by the query, the same letter by letter when folded,
# and as it was written.
_FOUND, _COVERED, _SAME, _WRITTEN = 0.72, 0.2, 0.07, 0.01
# Only the very name, folded, has 1.
_NEARLY = 0.99
_READ_IN_FULL = 24


@dataclass(frozen=True, slots=True)
class Ranked:
    """How good a row is, and which share of what was typed it has."""

    row: int
    score: float
    found: float


def ranked(text: str, query: Query, catalogue: Catalogue, rows: Ints) -> list[Ranked]:
    """The best of the rows, best first."""
    if not len(rows):
        return []
    scores, found = _scores(query, catalogue, rows)
    best = np.argsort(-scores, kind="stable")[:_READ_IN_FULL]
    rows, scores, found = rows[best], scores[best], found[best]
    folded = [" ".join(catalogue.row(row)) for row in rows.tolist()]
    written = [catalogue.names.texts[name] for name in catalogue.rows.names[rows].tolist()]
    same = cdist([" ".join(query.folded)], folded, scorer=fuzz.ratio, dtype=np.float32)[0] / 100
    as_written = cdist([text], written, scorer=fuzz.ratio, dtype=np.float32)[0] / 100
    totals = np.minimum(scores + _SAME * same + _WRITTEN * as_written, _NEARLY)
    totals[same == 1] = 1
    order = np.lexsort((-as_written, -totals))
    return [Ranked(int(rows[at]), float(totals[at]), float(found[at])) for at in order.tolist()]


def _scores(query: Query, catalogue: Catalogue, rows: Ints) -> tuple[Floats, Floats]:
    at, firsts = spans(catalogue.rows.starts, rows)
    words = catalogue.rows.words[at]
    alike = _alike(query, catalogue, words)
    told = np.maximum.reduceat(alike, firsts, axis=1)
    weights = query.weights
    found = weights @ np.maximum(told, explained(query, catalogue, rows)) / weights.sum()
    covering = alike.max(axis=0) * catalogue.postings.weights[words]
    covered = np.add.reduceat(covering, firsts) / catalogue.rows.weights[rows]
    return _FOUND * found + _COVERED * covered, found


def _alike(query: Query, catalogue: Catalogue, words: Ints) -> Floats:
    """How alike each word of the query (down) is to each word of the rows (across)."""
    each = distinct(words)
    meant = [catalogue.lexicon.words[at] for at in each.tolist()]
    alike = likeness([word.text for word in query.words], meant)
    alike[alike < _LEAST_ALIKE] = 0
    for typed, row in zip(query.words, alike, strict=True):
        if typed.low < typed.high:
            begun = (each >= typed.low) & (each < typed.high)
            np.maximum(row, begun * np.float32(typed.beginning), out=row)
        for at, sureness in zip(typed.meant.tolist(), typed.alike.tolist(), strict=True):
            row[each == at] = sureness
    return alike[:, np.searchsorted(each, words)]
