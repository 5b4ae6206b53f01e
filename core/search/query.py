"""What was typed, understood: each word with the words of names it may mean, and what places it may name."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import chain

import numpy as np

from core.search.alphabets import plain
from core.search.arrays import Floats, Ints
from core.search.catalogue import Catalogue
from core.search.folding import Token, tokens
from core.search.places import Places
from core.search.translation import Translation
from core.search.typed import LEAST_MEANT, Query, Typed
from core.search.whereabouts import Whereabouts

_LONGEST_TEXT = 1_000
_MOST_WORDS = 32
# Taking a word for misspelt is what costs most.
_MOST_MISSPELT = 14
# Of words this much alike one may be the other, misspelt.
_LEAST_ALIKE = 0.6
_MOST_MEANT = 12
_SHORTEST_PART = 5
_SHORTEST_BEGINNING = 3
# How sure a word is when only its beginning was typed: with a full stop, or as the last word so far.
_CUT, _UNFINISHED = 0.92, 0.75
# How sure a word is that is another name of the city.
_EXONYM = 0.9
# How sure a word is that means the same in another language.
_TRANSLATED, _LEAST_TRANSLATED = 0.9, 2.0
# A word that a name has, so rightly spelt, is surely another one only if it is this much alike: but for one letter
# always. One that is a place is surely another one only but for one letter. In a long word no more
# letters are wrong than in a short one.
_LEAST_MEANT_INSTEAD = 0.75
_MOST_WRONG = 3
# So many words can be a proper name with what it is the name of.
_FEW_WORDS = 3
# What an extra word weighs ("the authority for …"), as a share of what it would.
_EXTRA = 0.25
_NO_WORDS: Ints = np.zeros(0, np.int32)
_SURE: Floats = np.ones(1, np.float32)


@dataclass(frozen=True, slots=True)
class Reader:
    """Reads a query in the words of ``catalogue``, each as heavy as ``weigher`` finds it."""

    catalogue: Catalogue
    places: Places
    weigher: Catalogue
    translation: Translation

    def understood(self, text: str) -> Query:
        """The words mean themselves, or what they begin."""
        every = _typed(text[:_LONGEST_TEXT])
        once: dict[str, Token] = {}
        for token in every:
            once.setdefault(token.text, token)
        typed = [part for token in once.values() for part in self._parts(token)][:_MOST_WORDS]
        words = [self._as_typed(word, at == len(typed) - 1) for at, word in enumerate(typed)]
        words = [self._with_other_names(word) for word in words]
        clues = self.places.clues([word.text for word in words], [word.known for word in words])
        where = Whereabouts.of(clues, self.catalogue.entries)
        return Query(tuple(token.text for token in every), tuple(words), tuple(clues), where)

    def widened(self, query: Query, which: frozenset[int]) -> Query:
        """Some of the words may be misspelt."""
        telling = sorted(which, key=lambda at: -query.words[at].weight)[:_MOST_MISSPELT]
        words = (
            self._misspelt(word) if at in telling else word for at, word in enumerate(query.words)
        )
        return replace(query, words=tuple(words), widened=query.widened | which)

    def translated(self, query: Query) -> Query | None:
        """The words may be names' words in another language, if any is one and something says whose they are."""
        query = self._parted(query)
        if not (query.in_a_country or self._says_whose(query)):
            return None
        words = tuple(map(self._in_other_languages, query.words))
        if all(new is old for new, old in zip(words, query.words, strict=True)):
            return None
        return replace(query, words=words)

    def _parted(self, query: Query) -> Query:
        """A compound of words of other languages ("oikeusministeriö") is two words, though some name has it."""
        parts = [self.translation.parts(word.text) for word in query.words]
        if not any(parts):
            return query
        words = [some or (word.text,) for word, some in zip(query.words, parts, strict=True)]
        parted = self.understood(" ".join(chain.from_iterable(words)))
        return self.widened(parted, parted.unknown)

    def _says_whose(self, query: Query) -> bool:
        """A few words, none misspelt, one of which is of a name alone: "Bolyarovo municipality"."""
        telling = [at for at, word in enumerate(query.words) if not word.extra]
        proper = [at for at in telling if query.words[at].text not in self.translation.meant]
        few = 0 < len(proper) < len(telling) <= _FEW_WORDS
        return few and query.widened.isdisjoint(proper)

    def _in_other_languages(self, word: Typed) -> Typed:
        found = self.translation.meant.get(word.text)
        if found is None:
            return word
        fresh = found[~np.isin(found, word.meant)]
        if not len(fresh):
            return word
        common = float(self.catalogue.postings.weights[found].min())
        return replace(
            word,
            weight=min(word.weight, max(common, _LEAST_TRANSLATED)),
            meant=np.concatenate((word.meant, fresh)),
            alike=np.concatenate((word.alike, np.full(len(fresh), _TRANSLATED, np.float32))),
        )

    def _parts(self, token: Token) -> Iterator[Token]:
        """A compound that no name and no place has, but both its parts ("Justizministerium"), is two words.

        One letter from a word of a name it is this one, misspelt.
        """
        lexicon, word = self.catalogue.lexicon, token.text
        if not token.cut and lexicon.exactly(word) is None and word not in self.places.known:
            found = self._compound(word)
            if found and not len(lexicon.similar(word, _but_one(word))[0]):
                yield from map(Token, found)
                return
        yield token

    def _compound(self, word: str) -> tuple[str, str] | None:
        """The parts, without the s that may link them ("Verkehrsministerium")."""
        for at in range(_SHORTEST_PART, len(word) - _SHORTEST_PART + 1):
            if self.catalogue.lexicon.exactly(word[at:]) is not None:
                for part in (word[:at], word[:at].removesuffix("s")):
                    if self.catalogue.lexicon.exactly(part) is not None:
                        return part, word[at:]
        return None

    def _as_typed(self, token: Token, last: bool) -> Typed:
        at = self.catalogue.lexicon.exactly(token.text)
        meant = _NO_WORDS if at is None else np.array([at], np.int32)
        weight = self.weigher.weight_of(token.text)
        extra = token.text in self.places.phrases.extra or _is_letter(token.text)
        if extra:
            weight *= _EXTRA
        least = self._least(token.text, named=at is not None)
        typed = Typed(token.text, weight, meant, _SURE[: len(meant)], least=least, extra=extra)
        unfinished = last and at is None and len(token.text) >= _SHORTEST_BEGINNING
        return self._begun(typed, token.cut) if token.cut or unfinished else typed

    def _least(self, word: str, *, named: bool) -> float:
        """How much alike a word of a name has to be."""
        if named:
            return min(_LEAST_MEANT_INSTEAD, _but_one(word))
        if word in self.places.known:
            return _but_one(word)
        return max(LEAST_MEANT, 1 - _MOST_WRONG / len(word))

    def _begun(self, word: Typed, cut: bool) -> Typed:
        low, high = self.catalogue.lexicon.beginning(word.text)
        if low == high:
            return word
        weight = self.weigher.weight_between(*self.weigher.lexicon.beginning(word.text))
        sureness = _CUT if cut else _UNFINISHED
        return replace(
            word, weight=min(weight, word.weight), low=low, high=high, beginning=sureness
        )

    def _with_other_names(self, word: Typed) -> Typed:
        names = self.places.other_names(word.text)
        if not names:
            return word
        numbers = {self.catalogue.lexicon.exactly(name) for name in names}
        found = np.array(sorted(at for at in numbers if at is not None), np.int32)
        if not len(found):
            return word
        weight = min(map(self.weigher.weight_of, names))
        return replace(
            word,
            weight=min(word.weight, weight),
            meant=np.concatenate((word.meant, found)),
            alike=np.concatenate((word.alike, np.full(len(found), _EXONYM, np.float32))),
        )

    def _misspelt(self, word: Typed) -> Typed:
        """A word that no name has weighs as much as the one that it most probably is."""
        similar, alike = self.catalogue.lexicon.similar(word.text, _LEAST_ALIKE)
        for at in word.meant.tolist():
            fresh = similar != at
            similar, alike = similar[fresh], alike[fresh]
        best = (-alike).argsort(kind="stable")[:_MOST_MEANT]
        weight = word.weight
        if len(best) and not word.known:
            weight = self.weigher.weight_of(self.catalogue.lexicon.words[similar[best[0]]])
        return replace(
            word,
            weight=weight,
            meant=np.concatenate((word.meant, similar[best])),
            alike=np.concatenate((word.alike, alike[best])),
        )


def _is_letter(word: str) -> bool:
    """One letter by itself is what is left of a word that tells little: "p/", "e.", "l'"."""
    return len(word) == 1 and word.isalpha()


def _but_one(word: str) -> float:
    """How alike a word is to one with another letter, or one letter less."""
    return 1 - 1 / len(word)


def _typed(text: str) -> list[Token]:
    """The words of a text, each spelled in the first of its ways."""
    return [Token(word, token.cut) for token in tokens(text) for word in plain(token.text)[:1]]
