"""How far words that name places are explained by where a row is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from core.search.arrays import Floats, Ints
from core.search.catalogue import NO_CITY, Entries, Rows
from core.search.places import Clue

# A word that only says where an authority is tells a little less than one of its name; a city tells something
# about an authority of the same country whose city nobody noted.
PLACED, _PERHAPS_THERE = 0.9, 0.5


@dataclass(frozen=True, slots=True)
class Whereabouts:
    """Tables with a line for each of ``words``, by number of a city and of a country; a look at them is all that
    the thousands of rows cost that share something with a query.

    ``perhaps`` is by country too, for rows whose city is not known.
    """

    words: Ints
    cities: Floats
    countries: Floats
    perhaps: Floats

    @classmethod
    def of(cls, clues: Sequence[Clue], entries: Entries) -> Whereabouts:
        # What is surer is written over what is less so.
        clues = sorted(
            (clue for clue in clues if clue.cities or clue.countries),
            key=lambda clue: clue.sureness,
        )
        words = sorted({at for clue in clues for at in range(clue.start, clue.end)})
        cities = np.zeros((len(words), len(entries.city_names)), np.float32)
        countries = np.zeros((2, len(words), len(entries.country_codes)), np.float32)
        where = cls(np.array(words, np.int32), cities, *countries)
        for clue in clues:
            lines = slice(words.index(clue.start), words.index(clue.end - 1) + 1)
            where._add(clue, lines, entries)
        return where

    def of_rows(self, rows: Rows, some: Ints) -> Floats:
        """For each of the words (down) and some of the rows (across)."""
        cities, countries = rows.cities.take(some), rows.countries.take(some)
        told = self.cities.take(cities, axis=1)
        np.maximum(told, self.countries.take(countries, axis=1), out=told)
        homeless = self.perhaps.take(countries, axis=1) * (cities == NO_CITY)
        np.maximum(told, homeless, out=told)
        return told

    def _add(self, clue: Clue, lines: slice, entries: Entries) -> None:
        if clue.cities:
            meant = list(clue.cities)
            self.cities[lines, meant] = PLACED * clue.sureness
            self.perhaps[lines, entries.city_countries[meant]] = _PERHAPS_THERE * clue.sureness
        if clue.countries:
            self.countries[lines, entries.in_countries(clue.countries)] = PLACED * clue.sureness
