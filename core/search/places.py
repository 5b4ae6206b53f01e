"""Words that say where or what about rather than who: countries, cities and policy areas in a query."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from core.search.entry import Vocabulary
from core.search.folding import spellings
from core.search.lexicon import Lexicon

_LONGEST_PHRASE = 6
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
    country: str | None
    area: str | None
    cities: frozenset[int]
    sureness: float = 1.0


@dataclass(frozen=True, slots=True)
class Phrases:
    """A vocabulary with every phrase in every spelling."""

    countries: Mapping[str, str]
    areas: Mapping[str, str]
    cities: Mapping[str, str]
    city_names: Mapping[str, list[str]]
    extra: frozenset[str]

    @classmethod
    def of(cls, vocabulary: Vocabulary) -> Phrases:
        countries, areas = _spelled(vocabulary.countries), _spelled(vocabulary.areas)
        cities = _spelled(vocabulary.cities)
        names: defaultdict[str, list[str]] = defaultdict(list)
        for phrase, key in cities.items():
            if " " not in phrase:
                names[key].append(phrase)
        extra = frozenset(_spelled(dict.fromkeys(vocabulary.extra, "")))
        return cls(countries, areas, cities, names, extra)


@dataclass(frozen=True, slots=True)
class Places:
    """The phrases, and the cities of one catalogue by every word and by every name they go by."""

    phrases: Phrases
    cities: Mapping[str, frozenset[int]]
    lexicon: Lexicon

    @classmethod
    def of(cls, phrases: Phrases, city_names: Iterable[str]) -> Places:
        cities = _cities(phrases.cities, city_names)
        known = {*phrases.countries, *phrases.areas, *phrases.cities, *cities}
        return cls(phrases, cities, Lexicon.build(word for word in known if word.isalnum()))

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
                if clue := self._clue(start, end, " ".join(words[start:end])):
                    yield clue

    def _clue(self, start: int, end: int, phrase: str, sureness: float = 1.0) -> Clue | None:
        country, area = self.phrases.countries.get(phrase), self.phrases.areas.get(phrase)
        key = self.phrases.cities.get(phrase)
        cities = self.cities.get(phrase, frozenset()) | self.cities.get(f"={key}", frozenset())
        if not (country or area or cities):
            return None
        return Clue(start, end, country, area, cities, sureness)

    def _misspelt(self, at: int, word: str) -> Iterator[Clue]:
        similar, alike = self.lexicon.similar(word, _LEAST_ALIKE)
        if len(similar):
            best = int(alike.argmax())
            meant = self.lexicon.words[similar[best]]
            if clue := self._clue(at, at + 1, meant, float(alike[best])):
                yield clue


def _spelled(phrases: Mapping[str, str]) -> dict[str, str]:
    return {
        " ".join(spelling): meant
        for phrase, meant in phrases.items()
        for spelling in spellings(phrase)
    }


def _cities(keys: Mapping[str, str], names: Iterable[str]) -> dict[str, frozenset[int]]:
    """City numbers by whole name, by each word of it, and by "=" and the key that its names share."""
    found: defaultdict[str, set[int]] = defaultdict(set)
    for number, name in enumerate(names):
        for spelling in spellings(name):
            phrase = " ".join(spelling)
            for handle in (phrase, *spelling, *(f"={key}" for key in _keys_of(phrase, keys))):
                found[handle].add(number)
    return {handle: frozenset(numbers) for handle, numbers in found.items()}


def _keys_of(phrase: str, keys: Mapping[str, str]) -> list[str]:
    return [keys[phrase]] if phrase in keys else []
