"""Words that say where or what about rather than who: countries, cities and policy areas in a query."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

from core.search.catalogue import Entries
from core.search.entry import Vocabulary
from core.search.folding import spellings
from core.search.lexicon import Lexicon

T = TypeVar("T")

_LONGEST_PHRASE = 6
# A code of a country stands first or last ("DE tourism"); between other words it is one of theirs ("Rio de Janeiro").
_LONGEST_CODE = 2
# A shorter word of the name of a city tells nothing of which it is ("Aranda de Duero").
_SHORTEST_OF_CITY = 4
# Misspelt: one letter in five at most, and never a short word.
_SHORTEST_MISSPELT = 5
_LEAST_ALIKE = 0.8


@dataclass(frozen=True, slots=True)
class Clue:
    """What the words from ``start`` to before ``end`` may stand for; ``sureness`` is 1 when spelt right.

    ``cities`` are numbers in the catalogue's table of cities.
    """

    start: int
    end: int
    countries: frozenset[str]
    areas: frozenset[str]
    cities: frozenset[int]
    sureness: float = 1.0


@dataclass(frozen=True, slots=True)
class Phrases:
    """A vocabulary with every phrase in every spelling."""

    countries: Mapping[str, frozenset[str]]
    areas: Mapping[str, frozenset[str]]
    cities: Mapping[str, str]
    city_names: Mapping[str, list[str]]
    extra: frozenset[str]
    vocabulary: Vocabulary

    @classmethod
    def of(cls, vocabulary: Vocabulary) -> Phrases:
        cities = dict(_spelled(vocabulary.cities.items()))
        names: defaultdict[str, list[str]] = defaultdict(list)
        for phrase, key in cities.items():
            if " " not in phrase:
                names[key].append(phrase)
        return cls(
            _merged(vocabulary.countries),
            _merged(vocabulary.areas),
            cities,
            names,
            frozenset(word for word, _ in _spelled((word, "") for word in vocabulary.extra)),
            vocabulary,
        )


@dataclass(frozen=True, slots=True)
class Places:
    """The phrases, and the cities of one catalogue by every word and by every name they go by."""

    phrases: Phrases
    cities: Mapping[str, frozenset[int]]
    areas: frozenset[str]
    known: frozenset[str]
    lexicon: Lexicon

    @classmethod
    def of(cls, phrases: Phrases, entries: Entries) -> Places:
        """Cities and areas are those in which there is an entry."""
        cities, areas = _cities(phrases.cities, entries.city_names), frozenset(entries.area_ids)
        about = (phrase for phrase, meant in phrases.areas.items() if meant & areas)
        known = frozenset((*phrases.countries, *about, *phrases.cities, *cities))
        lexicon = Lexicon.build(word for word in known if word.isalnum())
        return cls(phrases, cities, areas, known, lexicon)

    def other_names(self, word: str) -> list[str]:
        """What else a city that is called this is called, in one word."""
        key = self.phrases.cities.get(word)
        return [name for name in self.phrases.city_names.get(key or "", ()) if name != word]

    def clues(self, words: Sequence[str], is_name_word: Sequence[bool]) -> list[Clue]:
        """All places that the words may stand for; a word that names have is not taken for a misspelt place."""
        found = list(self._phrases(words))
        told = {at for clue in found for at in range(clue.start, clue.end)}
        for at, word in enumerate(words):
            if at not in told and not is_name_word[at] and len(word) >= _SHORTEST_MISSPELT:
                found += self._misspelt(at, word)
        return found

    def _phrases(self, words: Sequence[str]) -> Iterator[Clue]:
        for start in range(len(words)):
            for end in range(start + 1, min(start + _LONGEST_PHRASE, len(words)) + 1):
                phrase = " ".join(words[start:end])
                code = len(phrase) <= _LONGEST_CODE and start > 0 and end < len(words)
                known = phrase in self.known and not code
                if known and (clue := self._clue(start, end, phrase)):
                    yield clue

    def _clue(self, start: int, end: int, phrase: str, sureness: float = 1.0) -> Clue | None:
        countries = self.phrases.countries.get(phrase, frozenset())
        areas = self.phrases.areas.get(phrase, frozenset()) & self.areas
        key = self.phrases.cities.get(phrase)
        cities = self.cities.get(phrase, frozenset()) | self.cities.get(f"={key}", frozenset())
        if not (countries or areas or cities):
            return None
        return Clue(start, end, countries, areas, cities, sureness)

    def _misspelt(self, at: int, word: str) -> Iterator[Clue]:
        similar, alike = self.lexicon.similar(word, _LEAST_ALIKE)
        if len(similar):
            best = int(alike.argmax())
            meant = self.lexicon.words[similar[best]]
            if clue := self._clue(at, at + 1, meant, float(alike[best])):
                yield clue


def _spelled(phrases: Iterable[tuple[str, T]]) -> Iterator[tuple[str, T]]:
    for phrase, meant in phrases:
        for spelling in spellings(phrase):
            yield " ".join(spelling), meant


def _merged(phrases: Mapping[str, frozenset[str]]) -> dict[str, frozenset[str]]:
    """Phrases that are spelled alike stand for all that any of them stands for."""
    merged: defaultdict[str, frozenset[str]] = defaultdict(frozenset)
    for phrase, meant in _spelled(phrases.items()):
        merged[phrase] |= meant
    return dict(merged)


def _cities(keys: Mapping[str, str], names: Iterable[str]) -> dict[str, frozenset[int]]:
    """City numbers by whole name, by each word of it, and by "=" and the key that its names share."""
    found: defaultdict[str, set[int]] = defaultdict(set)
    for number, name in enumerate(names):
        for spelling in spellings(name):
            phrase = " ".join(spelling)
            telling = (word for word in spelling if len(word) >= _SHORTEST_OF_CITY)
            for handle in (phrase, *telling):
                found[handle].add(number)
            if phrase in keys:
                found[f"={keys[phrase]}"].add(number)
    return {handle: frozenset(numbers) for handle, numbers in found.items()}
