"""Words of names that mean the same in different languages: "justice" is the "Justiz" of a Justizministerium."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Set
from dataclasses import dataclass

import numpy as np

from core.search.arrays import Ints
from core.search.entry import Vocabulary
from core.search.folding import spellings
from core.search.lexicon import Lexicon

_LINKS = ("", "s")


@dataclass(frozen=True, slots=True)
class Translation:
    """Each known word with the numbers of the words of names that mean the same; what may end a compound of them."""

    meant: Mapping[str, Ints]
    heads: Set[str] = frozenset()

    @classmethod
    def of(cls, vocabulary: Vocabulary, lexicon: Lexicon) -> Translation:
        heads = _folded(vocabulary.heads)
        meant: defaultdict[str, set[int]] = defaultdict(set)
        for group in map(_folded, vocabulary.alike):
            numbers = set(_numbers(group, heads, lexicon))
            for word in group:
                meant[word] |= numbers
        return cls({word: np.array(sorted(some), np.int32) for word, some in meant.items()}, heads)

    def parts(self, word: str) -> tuple[str, str] | None:
        """A compound that is not known by itself, parted: the word it begins with, and its head."""
        if word in self.meant:
            return None
        for at in range(1, len(word)):
            if word[at:] in self.heads:
                for part in (word[:at], word[:at].removesuffix("s")):
                    if part in self.meant:
                        return part, word[at:]
        return None


def _folded(words: Iterable[str]) -> frozenset[str]:
    """Every spelling of each word."""
    return frozenset("".join(spelling) for word in words for spelling in spellings(word))


def _numbers(group: Set[str], heads: Set[str], lexicon: Lexicon) -> Iterator[int]:
    """The words themselves, and compounds that begin with one of them or, for a head, end with it."""
    ends = group & heads
    for word in group:
        if (at := lexicon.exactly(word)) is not None:
            yield at
        for head in heads:
            for link in _LINKS:
                if (at := lexicon.exactly(f"{word}{link}{head}")) is not None:
                    yield at
    if ends:
        yield from (at for at, word in enumerate(lexicon.words) if word.endswith(tuple(ends)))
