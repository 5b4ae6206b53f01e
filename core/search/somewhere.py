"""What a query says besides names, and whoever is in a place when nothing else was typed ("porto portugal")."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from core.search.arrays import Bools, Ints, distinct, marked
from core.search.catalogue import Catalogue, Entries
from core.search.entry import Told
from core.search.typed import Query

_MOST = 20


@dataclass(frozen=True, slots=True)
class _Place:
    """What a word may stand for: cities and countries, by their numbers in a catalogue."""

    cities: frozenset[int]
    countries: Ints

    def size(self, entries: Entries) -> int:
        """How many entries are there, some of them counted twice."""
        return sum(map(len, self._lists(entries)))

    def everyone(self, entries: Entries) -> Ints:
        lists = [some for some in self._lists(entries) if len(some)]
        if len(lists) == 1:
            return lists[0]
        return distinct(np.concatenate([np.zeros(0, np.int32), *lists]))

    def holds(self, entries: Entries, some: Ints) -> Bools:
        cities = marked(self.cities, len(entries.city_names))
        countries = marked(self.countries.tolist(), len(entries.country_codes))
        return cities[entries.cities[some]] | countries[entries.countries[some]]

    def _lists(self, entries: Entries) -> list[Ints]:
        in_cities = map(entries.in_city, self.cities)
        return [*in_cities, *map(entries.in_country, self.countries.tolist())]


def only_places(query: Query) -> bool:
    """Whether every word is a part of some place's name, rightly spelt."""
    sure = [clue for clue in query.clues if clue.sureness == 1 and (clue.cities or clue.countries)]
    placed = {at for clue in sure for at in range(clue.start, clue.end)}
    return bool(sure) and len(placed) == len(query.words)


def told(query: Query, catalogue: Catalogue, entry: int) -> tuple[Told, ...]:
    """What the query tells of the entry besides its name."""
    entries, clues = catalogue.entries, query.clues
    country = entries.country_codes[entries.countries[entry]]
    city, one = int(entries.cities[entry]), np.array([entry], np.int32)
    found = {
        Told.COUNTRY: any(country in clue.countries for clue in clues),
        Told.TOWN: any(city in clue.cities for clue in clues),
        Told.AREA: any(entries.having_areas(one, clue.areas)[0] for clue in clues),
    }
    return tuple(what for what, is_told in found.items() if is_told)


def rows_there(query: Query, catalogue: Catalogue, allowed: Bools | None) -> Ints:
    """One row of each entry that is in all the places typed."""
    entries = catalogue.entries
    places = [_meant(query, catalogue, at) for at in range(len(query.words))]
    rarest, *others = sorted(places, key=lambda place: place.size(entries))
    there = rarest.everyone(entries)
    if allowed is not None:
        there = there[allowed[there]]
    for place in others:
        there = there[place.holds(entries, there)]
    there, owners = there[:_MOST], catalogue.rows.entries
    firsts = np.searchsorted(owners, there).astype(np.int32)
    # One without names has no row.
    found: Ints = firsts[owners[np.minimum(firsts, len(owners) - 1)] == there]
    return found


def _meant(query: Query, catalogue: Catalogue, at: int) -> _Place:
    clues = [clue for clue in query.clues if clue.start <= at < clue.end]
    cities = frozenset[int]().union(*(clue.cities for clue in clues))
    countries = frozenset[str]().union(*(clue.countries for clue in clues))
    numbers = np.flatnonzero(catalogue.entries.in_countries(countries)).astype(np.int32)
    return _Place(cities, numbers)
