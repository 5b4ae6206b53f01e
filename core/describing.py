"""Keeping an authority's own description: who may, what is checked, and that it can be taken back."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, fields, replace

from core.authorities import Authority, AuthorityName
from core.clock import Clock, today_in
from core.edits import Edit
from core.errors import UserError
from core.keeping import administered
from core.people import ALL_AREAS, AreaId, AuthorityId, Person, Right
from core.routing import decided_by
from core.text import Named, msg
from core.upkeep import Deed, Upkeep
from core.wanted import Wanted
from core.work import Work, Works


class NotKeptByYou(UserError):
    field = "authority"

    def __init__(self, authority: AuthorityId | None = None) -> None:
        super().__init__(msg("You cannot change this authority's description."))
        self.wanted = Wanted({Right.ADMINISTER}, where=(authority,) if authority else None)


class NotLinkedByYou(UserError):
    field = "areas"

    def __init__(self) -> None:
        super().__init__(
            msg(
                "You do not coordinate this authority in all of these areas. Its coordinator, or your "
                "national one, can say who coordinates it: `who can help` says who that is."
            )
        )
        self.wanted = Wanted({Right.COORDINATE})


class NobodyCoordinatesThere(UserError):
    field = "coordinator"

    def __init__(self, name: Named) -> None:
        super().__init__(
            msg(
                "Nobody at **{name}** coordinates all of these areas yet. Please choose another authority, or "
                "have a coordinator registered there first.",
                name=name,
            )
        )


@dataclass(frozen=True, slots=True)
class Described:
    """What is not given stays as it was; ``names`` are official names by language, an empty one goes.

    ``coordinators``: by whom it is coordinated from now on, in the areas that are named.
    """

    names: Mapping[str, str]
    city: str | None = None
    contact: str | None = None
    areas: frozenset[AreaId] | None = None
    languages: tuple[str, ...] | None = None
    keywords: Mapping[AreaId, tuple[str, ...]] = field(default_factory=dict)
    coordinators: Mapping[AreaId, AuthorityId] = field(default_factory=dict)

    def applied(self, authority: Authority) -> Authority:
        return replace(
            authority,
            names=_competent(authority, _renamed(authority, self.names), self.keywords),
            city=authority.city if self.city is None else self.city,
            contact=authority.contact if self.contact is None else self.contact,
            areas=authority.areas if self.areas is None else self.areas,
            languages=authority.languages if self.languages is None else self.languages,
            coordinators={**authority.coordinators, **self.coordinators},
        )


@dataclass(frozen=True, slots=True)
class Describing:
    works: Works
    clock: Clock

    async def change(self, person: Person, id: AuthorityId, described: Described) -> Authority:
        """Whoever changes something, or nothing, has checked all of it."""
        async with self.works.writing() as work:
            before = await kept_by(work, person, id)
            if described.coordinators:
                await _check_links(work, person, before, described.coordinators)
            now = self.clock.now()
            after = described.applied(before)
            parts = tuple(f.name for f in fields(before) if _differs(before, after, f.name))
            after = replace(after, updated=today_in(person.time_zone, now))
            await work.authorities.put([after])
            await work.edits.add(Edit(now, person.id, id, before))
            deed = Deed.AUTHORITY_CHANGED if parts else Deed.AUTHORITY_CONFIRMED
            await work.upkeeps.add(Upkeep(now, person.id, id, deed, id, parts))
            await work.commit()
        return after


async def may_keep(work: Work, person: Person) -> tuple[AuthorityId, ...]:
    """By the rights they have now, whatever they had when the form was opened."""
    still = await work.people.get(person.id)
    return administered(still) if still else ()


async def kept_by(work: Work, person: Person, id: AuthorityId) -> Authority:
    known = await work.authorities.get(id)
    if known is None or known.successor:
        raise NotKeptByYou(id)
    if id not in await may_keep(work, person) and not await _coordinates(work, person, known):
        raise NotKeptByYou(id)
    return known


async def _coordinates(work: Work, person: Person, authority: Authority) -> bool:
    areas = tuple(sorted(authority.areas)) or (ALL_AREAS,)
    return bool(await decided_by(work, person, authority, areas))


async def _check_links(
    work: Work, person: Person, authority: Authority, links: Mapping[AreaId, AuthorityId]
) -> None:
    """Only a coordinator says who coordinates, and nobody is linked to where nobody does."""
    await _check_coordinates(work, person, authority, tuple(links))
    for area, id in links.items():
        there = await work.authorities.get(id)
        if there is None or there.successor or there.country != authority.country:
            raise NotKeptByYou
        if id == authority.id or not await work.people.with_right(Right.COORDINATE, id, area):
            raise NobodyCoordinatesThere(there.name)


async def check_unlinks(work: Work, person: Person, before: Authority) -> None:
    """Whoever may not link may not take a link back either."""
    now = await work.authorities.get(before.id)
    linked = now.coordinators if now else {}
    areas = {a for a, _id in linked.items() ^ before.coordinators.items()}
    await _check_coordinates(work, person, now or before, tuple(sorted(areas)))


async def _check_coordinates(
    work: Work, person: Person, authority: Authority, areas: tuple[AreaId, ...]
) -> None:
    still = await work.people.get(person.id)
    if still is None or areas != await decided_by(
        work, still, authority, areas, coordinators_only=True
    ):
        raise NotLinkedByYou


def _renamed(authority: Authority, names: Mapping[str, str]) -> tuple[AuthorityName, ...]:
    """The first official name of a language is the one that changes; its own it keeps."""
    changed = list(authority.names)
    for language, text in names.items():
        own = language == authority.language
        new = AuthorityName(text, language, "primary" if own else "label")
        place = next((n for n, old in enumerate(changed) if _is_like(old, new)), None)
        if place is not None and not text and not own:
            changed = [old for old in changed if not _is_like(old, new)]
        elif place is not None and text:
            changed[place] = new
        elif text:
            changed.append(new)
    return tuple(changed)


def _is_like(old: AuthorityName, new: AuthorityName) -> bool:
    return (old.language, old.kind) == (new.language, new.kind)


def _competent(
    authority: Authority,
    names: tuple[AuthorityName, ...],
    keywords: Mapping[AreaId, tuple[str, ...]],
) -> tuple[AuthorityName, ...]:
    kept = tuple(name for name in names if name.keyword_of not in keywords)
    new = [
        AuthorityName.keyword(word, authority.language, area)
        for area, words in keywords.items()
        for word in words
    ]
    return (*kept, *new)


def _differs(before: Authority, after: Authority, part: str) -> bool:
    return bool(getattr(before, part) != getattr(after, part))
