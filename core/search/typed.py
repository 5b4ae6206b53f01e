"""What was typed, once it is understood: its words and the places that they may name."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np

from core.search.arrays import Bools, Floats, Ints
from core.search.places import Clue
from core.search.whereabouts import Whereabouts

# A word is surely another one only if it is this much alike.
LEAST_MEANT = 0.6


@dataclass(frozen=True, slots=True)
class Typed:
    """A word of the query; ``weight`` is how much it tells. It stands for words of names by their number:
    those ``meant``, each with how likely, and all from ``low`` to before ``high``, that it begins. ``least`` is how
    alike a word of a name has to be to be this one for sure; an ``extra`` one tells nothing where it is missing."""

    text: str
    weight: float
    meant: Ints
    alike: Floats
    low: int = 0
    high: int = 0
    beginning: float = 0.0
    least: float = LEAST_MEANT
    extra: bool = False

    @property
    def known(self) -> bool:
        return self.low < self.high or len(self.meant) > 0


@dataclass(frozen=True)
class Query:
    """``folded`` is the whole of what was typed; ``words`` has each of its words once.

    ``widened`` are those that may be misspelt.
    """

    folded: tuple[str, ...]
    words: tuple[Typed, ...]
    clues: tuple[Clue, ...]
    where: Whereabouts
    widened: frozenset[int] = frozenset()

    @cached_property
    def weights(self) -> Floats:
        return np.array([word.weight for word in self.words], np.float32)

    @cached_property
    def least(self) -> Floats:
        return np.array([word.least for word in self.words], np.float32)

    @cached_property
    def extra(self) -> Bools:
        return np.array([word.extra for word in self.words], np.bool_)

    @cached_property
    def meanings(self) -> tuple[Ints, Ints, Floats]:
        """All words of names that are meant: which one, by which word of the query, and how likely."""
        sizes = [len(word.meant) for word in self.words]
        return (
            np.concatenate([word.meant for word in self.words]),
            np.arange(len(sizes), dtype=np.int32).repeat(sizes),
            np.concatenate([word.alike for word in self.words]),
        )

    @property
    def in_a_country(self) -> bool:
        """A country is named, rightly spelt."""
        return any(clue.countries and clue.sureness == 1 for clue in self.clues)

    @property
    def placed(self) -> float:
        """What those of its words weigh that are a country, rightly spelt."""
        sure = [clue for clue in self.clues if clue.countries and clue.sureness == 1]
        every = {at for clue in sure for at in range(clue.start, clue.end)}
        return float(sum(self.words[at].weight for at in every))

    @property
    def has_areas(self) -> bool:
        return any(clue.areas for clue in self.clues)

    @property
    def named(self) -> Query:
        """The same, but no word stands for an area."""
        if not self.has_areas:
            return self
        kept = (clue for clue in self.clues if clue.countries or clue.cities)
        return replace(self, clues=tuple(replace(clue, areas=frozenset()) for clue in kept))

    @property
    def unknown(self) -> frozenset[int]:
        """The words that neither a name nor a place has."""
        sure = [clue for clue in self.clues if clue.sureness == 1]
        placed = {at for clue in sure for at in range(clue.start, clue.end)}
        return frozenset(
            at for at, word in enumerate(self.words) if not word.known and at not in placed
        )
