"""Making two entries of the directory one: what the entry that stays takes over, and the port that moves the rest."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Protocol

from core.authorities import Authority, AuthorityName
from core.folding import fold_words
from core.people import AreaId, AuthorityId, Membership, Role


@dataclass(frozen=True, slots=True)
class Moved:
    """How much belongs to an authority: so much goes over to another when they become one."""

    requests: int = 0
    people: int = 0
    rooms: int = 0
    registers: int = 0
    favourites: int = 0


class Merging(Protocol):
    async def belonging(self, authority: AuthorityId) -> Moved: ...

    async def move(self, gone: AuthorityId, kept: AuthorityId) -> None:
        """Everything that is said of ``gone`` is said of ``kept``, but for what is past and sealed."""
        ...


def merged(kept: Authority, gone: Authority) -> Authority:
    """The entry that stays, with what only the other one knows."""
    return replace(
        kept,
        names=(*kept.names, *_new_names(kept, gone)),
        city=kept.city or gone.city,
        areas=kept.areas | gone.areas,
        languages=kept.languages or gone.languages,
        contact=kept.contact or gone.contact,
        category=kept.category or gone.category,
        region=kept.region or gone.region,
        coordinators=_links(kept, gone),
    )


def succeeded(gone: Authority, kept: AuthorityId) -> Authority:
    """The entry that goes: nobody is asked there and nothing is decided there any more."""
    return replace(gone, successor=kept, areas=frozenset(), coordinators={})


def joined(
    held: tuple[Membership, ...], gone: AuthorityId, kept: AuthorityId
) -> tuple[Membership, ...]:
    """What somebody is, each authority and area once."""
    roles: dict[tuple[AuthorityId, AreaId], frozenset[Role]] = {}
    for membership in held:
        at = kept if membership.authority == gone else membership.authority
        key = at, membership.area
        roles[key] = roles.get(key, frozenset()) | membership.roles
    return tuple(Membership(at, area, some) for (at, area), some in roles.items())


def _new_names(kept: Authority, gone: Authority) -> Iterator[AuthorityName]:
    """An official name stays one where there is none in its language."""
    known = {fold_words(name.text) for name in kept.names}
    official = {name.language for name in kept.names if name.kind in ("primary", "label")}
    for name in gone.names:
        folded = fold_words(name.text)
        if folded in known:
            continue
        known.add(folded)
        if name.kind in ("primary", "label"):
            kind = "alias" if name.language in official else "label"
            official.add(name.language)
            name = replace(name, kind=kind)
        yield name


def _links(kept: Authority, gone: Authority) -> Mapping[AreaId, AuthorityId]:
    """Nobody coordinates itself."""
    own = (kept.id, gone.id)
    links = {**gone.coordinators, **kept.coordinators}
    return {area: coordinator for area, coordinator in links.items() if coordinator not in own}
