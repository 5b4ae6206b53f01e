"""Whoever is in a place, when nothing but a place was typed ("lisbon", "porto portugal")."""

from __future__ import annotations

import numpy as np

from core.search.arrays import Bools, Ints
from core.search.catalogue import Catalogue
from core.search.query import Query
from core.search.shortlist import PLACED, holds

_MOST = 20


def only_places(query: Query) -> bool:
    """Whether every word is a part of some place's name, rightly spelt."""
    sure = [clue for clue in query.clues if clue.sureness == 1 and (clue.cities or clue.countries)]
    placed = {at for clue in sure for at in range(clue.start, clue.end)}
    return bool(sure) and len(placed) == len(query.words)


def rows_there(query: Query, catalogue: Catalogue, allowed: Bools | None) -> Ints:
    """One row of each entry that is in all the places typed."""
    every = np.arange(len(catalogue.rows), dtype=np.int32)
    entries = catalogue.rows.entries
    fits = np.ones(len(every), bool) if allowed is None else allowed[entries[every]]
    for at in range(len(query.words)):
        told = [holds(c, catalogue, every) for c in query.clues if c.start <= at < c.end]
        fits &= np.maximum.reduce(told) >= PLACED
    found = every[fits]
    _entries, first = np.unique(entries[found], return_index=True)
    return found[np.sort(first)][:_MOST]
