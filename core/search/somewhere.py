"""Whoever is in a place, when nothing but a place was typed ("lisbon", "porto portugal")."""

from __future__ import annotations

import numpy as np

from core.search.arrays import Bools, Ints, marked
from core.search.catalogue import Catalogue
from core.search.query import Query

_MOST = 20
# A country has as many cities, about.
_MANY = 1_000


def only_places(query: Query) -> bool:
    """Whether every word is a part of some place's name, rightly spelt."""
    sure = [clue for clue in query.clues if clue.sureness == 1 and (clue.cities or clue.countries)]
    placed = {at for clue in sure for at in range(clue.start, clue.end)}
    return bool(sure) and len(placed) == len(query.words)


def rows_there(query: Query, catalogue: Catalogue, allowed: Bools | None) -> Ints:
    """One row of each entry that is in all the places typed."""
    entries = catalogue.entries
    places = [_meant(query, catalogue, at) for at in range(len(query.words))]
    # The place with the fewest cities leaves the fewest entries to look at.
    places.sort(key=lambda place: int(place[0].sum() + _MANY * place[1].sum()))
    there = np.arange(len(entries), dtype=np.int32)
    if allowed is not None:
        there = there[allowed]
    for cities, countries in places:
        there = there[cities[entries.cities[there]] | countries[entries.countries[there]]]
    there, owners = there[:_MOST], catalogue.rows.entries
    firsts = np.searchsorted(owners, there).astype(np.int32)
    # One without names has no row.
    found: Ints = firsts[owners[np.minimum(firsts, len(owners) - 1)] == there]
    return found


def _meant(query: Query, catalogue: Catalogue, at: int) -> tuple[Bools, Bools]:
    """The cities and the countries that a word may stand for, by their numbers."""
    clues = [clue for clue in query.clues if clue.start <= at < clue.end]
    cities = frozenset[int]().union(*(clue.cities for clue in clues))
    countries = frozenset[str]().union(*(clue.countries for clue in clues))
    entries = catalogue.entries
    return marked(cities, len(entries.city_names)), entries.in_countries(countries)
