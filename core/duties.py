"""What a person is at an authority, area by area; and what they are there after a change."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from core.people import (
    ALL_AREAS,
    RIGHTS,
    AreaId,
    AuthorityId,
    Membership,
    Person,
    PersonId,
    Right,
    Role,
)


@dataclass(frozen=True, slots=True)
class Assignment:
    """What somebody is to be at an authority in these areas; no role at all takes the rights there away."""

    person: PersonId
    authority: AuthorityId
    areas: tuple[AreaId, ...]
    roles: frozenset[Role]


def roles_in(person: Person, authority: AuthorityId, area: AreaId) -> frozenset[Role]:
    held = [
        m.roles for m in person.memberships if m.authority == authority and m.area in (area, "*")
    ]
    return frozenset().union(*held)


def by_area(
    person: Person, authority: AuthorityId, every: Sequence[AreaId]
) -> Mapping[AreaId, frozenset[Role]]:
    """In each area in which they are anything."""
    found = {area: roles_in(person, authority, area) for area in every}
    return {area: roles for area, roles in found.items() if roles}


def reassigned(
    person: Person, given: Assignment, every: Sequence[AreaId]
) -> tuple[Membership, ...]:
    """Their memberships after the change, in the order they had; what all areas share is one of them."""
    changed = {
        **by_area(person, given.authority, every),
        **dict.fromkeys(given.areas, given.roles),
    }
    new = _memberships(given.authority, {a: roles for a, roles in changed.items() if roles}, every)
    kept: list[Membership] = []
    for authority in dict.fromkeys((*person.authorities(), given.authority)):
        own = authority == given.authority
        kept += new if own else [m for m in person.memberships if m.authority == authority]
    return tuple(kept)


def _memberships(
    authority: AuthorityId, held: Mapping[AreaId, frozenset[Role]], every: Sequence[AreaId]
) -> list[Membership]:
    if held.keys() >= set(every) and len(set(held.values())) == 1:
        return [Membership(authority, ALL_AREAS, held[every[0]])]
    return [Membership(authority, area, roles) for area, roles in held.items()]


def gives(roles: frozenset[Role], right: Right) -> bool:
    return any(right in RIGHTS[role] for role in roles)


def areas_lost(
    before: Person, after: Person, authority: AuthorityId, every: Sequence[AreaId]
) -> frozenset[AreaId]:
    """The areas in which somebody handled requests there, and does so no more."""
    right = Right.HANDLE
    return frozenset(
        area
        for area in every
        if before.may(right, authority, area) and not after.may(right, authority, area)
    )
