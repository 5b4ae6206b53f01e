"""Authorities: who they are and what they are called."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterable, Mapping, Sequence
from dataclasses import field
from datetime import date
from typing import Protocol, Self

from core.people import ALL_AREAS, AreaId, AuthorityId
from core.text import Named
from core.values import value

# No name, but what an authority is competent in: it is found by it.
KEYWORD = "keyword"


@value(frozen=True, slots=True)
class AuthorityName:
    """One way to call an authority; ``kind`` is primary, label, alias, abbreviation, code … or keyword:AREA."""

    text: str
    language: str
    kind: str

    @classmethod
    def keyword(cls, text: str, language: str, area: AreaId = ALL_AREAS) -> Self:
        kind = KEYWORD if area == ALL_AREAS else f"{KEYWORD}:{area}"
        return cls(text, language, kind)

    @property
    def keyword_of(self) -> AreaId | None:
        """The area for which it is a keyword, ``*`` for all of them; nothing of what is a name."""
        word, _colon, area = self.kind.partition(":")
        return AreaId(area or ALL_AREAS) if word == KEYWORD else None


def linked_in(
    area: AreaId, coordinators: Mapping[AreaId, AuthorityId], own: AuthorityId
) -> AuthorityId | None:
    """The one that coordinates in this area, or in all; nobody coordinates itself."""
    linked = coordinators.get(area) or coordinators.get(ALL_AREAS)
    return None if linked == own else linked


@value(frozen=True, slots=True)
class Authority:
    """``updated``: the day on which its data were last known to be right.

    ``region``: where its country's regions have public holidays of their own, the one it lies in (``DE-BY``).
    ``successor``: the one it was merged into; since then only what is past speaks of it.
    """

    id: AuthorityId
    country: str
    language: str
    names: tuple[AuthorityName, ...]
    city: str = ""
    areas: frozenset[AreaId] = frozenset()
    languages: tuple[str, ...] = ()
    contact: str = ""
    category: str = ""
    region: str = ""
    coordinators: Mapping[AreaId, AuthorityId] = field(default_factory=dict)
    updated: date | None = None
    successor: AuthorityId | None = None

    @property
    def place(self) -> str:
        """By whose holidays it works."""
        return self.region or self.country

    def coordinator(self, area: AreaId) -> AuthorityId | None:
        """The one it is linked to in this area, or in all; nobody coordinates itself."""
        return linked_in(area, self.coordinators, self.id)

    def keywords(self, area: AreaId) -> tuple[str, ...]:
        """What it is competent in there, in its own words."""
        return tuple(dict.fromkeys(n.text for n in self.names if n.keyword_of == area))

    @property
    def official(self) -> Mapping[str, str]:
        """Its official names by language, its own first."""
        ranked = sorted(
            (name for name in self.names if name.kind in ("primary", "label")),
            key=lambda name: name.language != self.language,
        )
        found: dict[str, str] = {}
        for each in ranked:
            found.setdefault(each.language, each.text)
        return found

    @property
    def name(self) -> Named:
        """Its name by language: official names before labels, both before anything else."""
        order = {"primary": 0, "label": 1}
        ranked = sorted(self.names, key=lambda name: order.get(name.kind, 2))
        named: dict[str, str] = {}
        for name in ranked:
            if name.kind not in ("abbreviation", "code", "transliteration") and not name.keyword_of:
                named.setdefault(name.language, name.text)
        return Named(named or {self.language: self.names[0].text})


class Directory(Protocol):
    """As ``Authorities``, outside any unit of work; never older than the question."""

    async def many(self, ids: Sequence[AuthorityId]) -> Mapping[AuthorityId, Authority]: ...

    async def stamp(self) -> str: ...


class Authorities(Protocol):
    async def get(self, authority: AuthorityId) -> Authority | None: ...

    async def many(self, ids: Sequence[AuthorityId]) -> Mapping[AuthorityId, Authority]: ...

    async def places(self, ids: Sequence[AuthorityId]) -> Mapping[AuthorityId, str]:
        """By whose holidays each of them works."""
        ...

    def all(self, country: str | None = None) -> AsyncIterator[Authority]:
        """Those that were not merged into another, by id."""
        ...

    async def put(self, authorities: Iterable[Authority]) -> None:
        """Add or replace by id."""
        ...

    async def stamp(self) -> str:
        """Changes whenever any authority changes; tells an index that it is stale."""
        ...

    async def changed(self, since: str, most: int) -> Sequence[Authority] | None:
        """Those put since a stamp, as they are now; ``None`` when they are more than ``most``."""
        ...
