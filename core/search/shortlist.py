"""The few rows worth a close look, picked by weighing shared words only."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from core.search.arrays import Bools, Counts, Floats, Ints, changes
from core.search.catalogue import Catalogue
from core.search.typed import Query
from core.search.whereabouts import PLACED

# Rows read per query at most: the rarest words are read first and common ones may be left out.
_READ = 5_000
_LOOKED_AT = 48
_OF_AREA = 2_000
# A row with far less of the query than the best one is not looked at.
_FAR_BEHIND = np.float32(0.4)
# A short name before a long one that has as much of the query.
_BREVITY = 0.3
_POINTS = 64
_POINT_BITS = 24
_POINT_MASK = (1 << _POINT_BITS) - 1


def shortlist(query: Query, catalogue: Catalogue, allowed: Bools | None) -> Ints:
    """Rows of ``allowed`` entries (None: of all) that share most with the query."""
    found, points = _leading(query, *_summed(_read(query, catalogue, allowed)))
    if len(found) <= _LOOKED_AT:
        return found
    shared = points / np.float32(_POINTS)
    weights = query.weights
    worths = (shared + weights @ explained(query, catalogue, found)) / weights.sum()
    worths += _BREVITY * shared / catalogue.rows.weights[found]
    return found[np.argpartition(worths, -_LOOKED_AT)[-_LOOKED_AT:]]


def _read(query: Query, catalogue: Catalogue, allowed: Bools | None) -> Counts:
    """Rows with points, the row in the high bits: sorted, each row's points stand side by side."""
    lists, worths, left = [], [], _READ
    for rows, worth in _lists(query, catalogue):
        if allowed is not None:
            rows = rows[allowed[catalogue.rows.entries[rows]]]
        lists.append(rows[:left])
        worths.append(worth)
        left -= len(rows)
        if left <= 0:
            break
    read = np.concatenate(lists).astype(np.int64) << _POINT_BITS
    return read + np.array(worths, np.int64).repeat([len(rows) for rows in lists])


def _summed(pairs: Counts) -> tuple[Ints, Ints]:
    """Each row once with all its points; costs the same however many rows there are that were not read."""
    pairs.sort()
    rows = (pairs >> _POINT_BITS).astype(np.int32)
    firsts = changes(rows)[:-1]
    if not len(rows):
        return rows, rows
    points = np.add.reduceat((pairs & _POINT_MASK).astype(np.int32), firsts)
    return rows[firsts], points


def explained(query: Query, catalogue: Catalogue, rows: Ints) -> Floats:
    """How far each word of the query (down) is explained by where and what each row (across) is."""
    told = np.zeros((len(query.words), len(rows)), np.float32)
    if len(query.where.words):
        told[query.where.words] = query.where.of_rows(catalogue.rows, rows)
    for clue in query.clues:
        if clue.areas:
            having = catalogue.entries.having_areas(catalogue.rows.entries[rows], clue.areas)
            span = told[clue.start : clue.end]
            np.maximum(span, np.float32(PLACED * clue.sureness) * having, out=span)
    return told


def _lists(query: Query, catalogue: Catalogue) -> Iterator[tuple[Ints, int]]:
    """Rows by what they share with the query and how much that is worth, short lists first."""
    words, (numbers, typed, sureness) = query.words, query.meanings
    meanings = zip(typed.tolist(), sureness.tolist(), strict=True)
    worths = (words[at].weight * alike * alike for at, alike in meanings)
    lists = list(zip(catalogue.postings.each(numbers), worths, strict=True))
    for word in words:
        if word.low < word.high:
            begun = catalogue.postings.of(word.low, word.high)
            lists.append((begun, word.weight * word.beginning))
    lists.sort(key=lambda one: len(one[0]))
    yield catalogue.rows.spelled(query.folded), 0
    for clue in query.clues:
        if clue.areas:
            weight = sum(word.weight for word in query.words[clue.start : clue.end])
            yield _of_areas(clue.areas, query, catalogue), int(_POINTS * PLACED * weight)
    for rows, worth in lists:
        yield rows, int(_POINTS * worth)


def _of_areas(areas: frozenset[str], query: Query, catalogue: Catalogue) -> Ints:
    """The first rows of entries that have one of the areas, in the query's country when it names one."""
    entries = catalogue.entries
    having = entries.with_areas(areas)
    countries = frozenset[str]().union(*(clue.countries for clue in query.clues))
    if countries:
        having &= entries.in_countries(countries)[entries.countries]
    owners = having.nonzero()[0][:_OF_AREA]
    firsts = np.searchsorted(catalogue.rows.entries, owners).astype(np.int32)
    return firsts[firsts < len(catalogue.rows)]


def _leading(query: Query, rows: Ints, points: Ints) -> tuple[Ints, Ints]:
    """Without those far behind the first. A word for a place, which all that are there have, puts none ahead."""
    if len(rows) <= _LOOKED_AT:
        return rows, points
    ahead = points.max() - int(_POINTS * query.placed)
    kept = points >= max(ahead, 1) * _FAR_BEHIND
    return rows[kept], points[kept]
