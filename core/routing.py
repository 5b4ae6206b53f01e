"""Who decides about an authority's people: data, not code.

An authority's administrators, the coordinators it is linked to in an area, those these are linked to in turn, and
at last the national ones: coordinators in its country above whom there is nobody.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from core.authorities import Authority
from core.people import ALL_AREAS, AreaId, AuthorityId, Person, PersonId, Right, Room
from core.work import Work


@dataclass(frozen=True, slots=True)
class Rung:
    """Who is asked together; whoever is there answers for all."""

    people: tuple[Person, ...]
    rooms: tuple[Room, ...] = ()


async def ladder(
    work: Work,
    authority: Authority,
    areas: Sequence[AreaId],
    *,
    coordinators_only: bool = False,
    without: PersonId | None = None,
) -> tuple[Rung, ...]:
    """From the nearest to the national; nobody stands on two rungs, and none is empty."""
    rungs: list[Rung] = []
    above = _linked([authority], areas, set())
    first = [] if coordinators_only else await _holding(work, [authority.id], areas, _ADMINISTER)
    seen = {authority.id}
    while first or above:
        people = [*first, *await _holding(work, above, areas, _COORDINATE)]
        rungs.append(Rung(tuple(people), await _rooms(work, above)))
        seen |= set(above)
        known = await work.authorities.many(above)
        first, above = [], _linked(list(known.values()), areas, seen)
    rungs.append(Rung(tuple(await _national(work, authority.country, areas))))
    return _each_once(rungs, without)


async def decided_by(
    work: Work,
    person: Person,
    authority: Authority,
    areas: Sequence[AreaId],
    *,
    coordinators_only: bool = False,
) -> tuple[AreaId, ...]:
    """The areas in which this person may say who works for the authority, and as what."""
    found: list[AreaId] = []
    for area in areas:
        rungs = await ladder(work, authority, (area,), coordinators_only=coordinators_only)
        if any(person.id == each.id for rung in rungs for each in rung.people):
            found.append(area)
    return tuple(found)


_ADMINISTER, _COORDINATE = Right.ADMINISTER, Right.COORDINATE


def _linked(
    authorities: Sequence[Authority], areas: Sequence[AreaId], seen: set[AuthorityId]
) -> list[AuthorityId]:
    found: dict[AuthorityId, None] = {}
    for authority in authorities:
        linked = [authority.coordinator(area) for area in areas]
        if ALL_AREAS in areas:
            linked = list(authority.coordinators.values())
        for coordinator in linked:
            if coordinator and coordinator not in seen:
                found[coordinator] = None
    return list(found)


async def _holding(
    work: Work, authorities: Sequence[AuthorityId], areas: Sequence[AreaId], right: Right
) -> list[Person]:
    found: list[Person] = []
    for authority in authorities:
        for person in await work.people.of_authority(authority):
            if any(_may(person, right, authority, area) for area in areas):
                found.append(person)
    return found


def _may(person: Person, right: Right, authority: AuthorityId, area: AreaId) -> bool:
    if area != ALL_AREAS:
        return person.may(right, authority, area)
    held = [m for m in person.memberships if m.authority == authority]
    return any(person.may(right, authority, m.area) for m in held)


async def _rooms(work: Work, authorities: Sequence[AuthorityId]) -> tuple[Room, ...]:
    return tuple([room for each in authorities for room in await work.people.rooms(each)])


async def _national(work: Work, country: str, areas: Sequence[AreaId]) -> list[Person]:
    people = await work.people.coordinating(country)
    held = {a for person in people for a in person.authorities()}
    known = await work.authorities.many(list(held))
    tops = [a.id for a in known.values() if a.country == country and not _superiors(a)]
    return [p for p in people if any(_may(p, _COORDINATE, t, area) for t in tops for area in areas)]


def _superiors(authority: Authority) -> set[AuthorityId]:
    return set(authority.coordinators.values()) - {authority.id}


def _each_once(rungs: Sequence[Rung], without: PersonId | None) -> tuple[Rung, ...]:
    seen: set[PersonId] = {without} if without else set()
    kept: list[Rung] = []
    for rung in rungs:
        people = tuple({p.id: p for p in rung.people if p.id not in seen}.values())
        seen |= {person.id for person in people}
        if people:
            kept.append(Rung(people, rung.rooms))
    return tuple(kept)
