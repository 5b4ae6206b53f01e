"""What goes into the index, what it knows about words, and what comes out."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum


@dataclass(frozen=True, slots=True)
class Name:
    """One way to call an authority; ``kind`` is primary, label, alias, abbreviation …"""

    text: str
    language: str
    kind: str


@dataclass(frozen=True, slots=True)
class Entry:
    """An authority as the search sees it; ``country`` is its ISO 3166-1 alpha-2 code."""

    id: str
    country: str
    city: str
    names: tuple[Name, ...]
    areas: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """Words that say where or what about rather than who, in any language and spelling.

    ``countries`` leads from a phrase to the codes of the countries it may mean, ``areas`` to ids of policy areas,
    ``cities`` to a key that all names of one city share ("lisabona" and "Lisboa" to the same). ``extra`` are words that
    tell little ("the", "authority"). ``alike`` are groups of words that mean the same in different languages, and
    ``heads`` words that may end a compound of such a word ("Justiz", "Ministerium").
    """

    countries: Mapping[str, frozenset[str]] = field(default_factory=dict)
    areas: Mapping[str, frozenset[str]] = field(default_factory=dict)
    cities: Mapping[str, str] = field(default_factory=dict)
    extra: frozenset[str] = frozenset()
    alike: tuple[frozenset[str], ...] = ()
    heads: frozenset[str] = frozenset()


class Told(StrEnum):
    """What of an authority a query may tell, besides its name."""

    COUNTRY = "country"
    TOWN = "town"
    AREA = "area"


@dataclass(frozen=True, slots=True)
class Hit:
    """An authority found: the name that matched best and how well (0 to 1).

    Where no name matched, ``told`` is what did.
    """

    id: str
    score: float
    name: Name
    confident: bool
    told: tuple[Told, ...] = ()
