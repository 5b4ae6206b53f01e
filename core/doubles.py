"""Authorities that may be one and the same, entered twice: the same name in the same place."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Set
from dataclasses import dataclass, replace
from typing import TypeAlias

from core.authorities import Authority
from core.folding import fold_words
from core.people import AuthorityId

Pairs: TypeAlias = Set[frozenset[AuthorityId]]

# An abbreviation or a code may well be another authority's too.
_TELLING = frozenset({"primary", "label", "alias"})


@dataclass(frozen=True, slots=True)
class Double:
    """``ids`` share ``name``; at least two of them may lie in the same town."""

    name: str
    country: str
    ids: tuple[AuthorityId, ...]

    def without(self, apart: Pairs) -> Double | None:
        """Those that are not known to be other authorities than all the rest."""
        left = tuple(
            id
            for id in self.ids
            if any(other != id and frozenset((id, other)) not in apart for other in self.ids)
        )
        return replace(self, ids=left) if left else None


class Doubles:
    """Remembers of each authority what its names fold to, and nothing else."""

    def __init__(self) -> None:
        self._found: defaultdict[tuple[str, str], dict[AuthorityId, str]] = defaultdict(dict)
        self._written: dict[tuple[str, str], str] = {}

    def add(self, authority: Authority) -> None:
        """The same id again replaces what was known of it by these names."""
        for name in authority.names:
            key = authority.country, fold_words(name.text)
            if name.kind in _TELLING and key[1]:
                self._written.setdefault(key, name.text)
                self._found[key][authority.id] = fold_words(authority.city)

    def add_all(self, authorities: Iterable[Authority]) -> None:
        for authority in authorities:
            self.add(authority)

    def __iter__(self) -> Iterator[Double]:
        """Each group once, by the first name they share."""
        told: set[tuple[AuthorityId, ...]] = set()
        for key, towns in self._found.items():
            ids = tuple(sorted(_together(towns)))
            if ids and ids not in told:
                told.add(ids)
                yield Double(self._written[key], key[0], ids)


def _together(towns: dict[AuthorityId, str]) -> Iterator[AuthorityId]:
    """Those whose town another one has too; a town that is not known may be any."""
    if len(towns) < 2:
        return
    places = list(towns.values())
    for id, town in towns.items():
        if not town or "" in places or places.count(town) > 1:
            yield id
