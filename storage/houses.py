"""Authorities from within, in one statement, however many there are.

The database writes each of them down as texts, and what they say is worked out once: what has not changed since is not
taken apart again, and whatever has changed is another text.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain, groupby
from typing import Any, TypeAlias

import orjson
from sqlalchemy import ColumnElement, Text, and_, bindparam, cast, or_, select
from sqlalchemy.ext.asyncio import AsyncConnection

from core.habits import Custom, Habits, Owner, authorities_of, layered, owner_of
from core.houses import House
from core.people import (
    ALL_AREAS,
    Address,
    AreaId,
    AuthorityId,
    Person,
    PersonId,
    Room,
    RoomId,
)
from storage import tables
from storage.columns import json_rows
from storage.habits import habits_in
from storage.people import membership_in

Rows: TypeAlias = Sequence[list[Any]]

_MOST_KEPT = 500

_AUTHORITY = tables.authorities
_M, _C, _D, _P, _R, _H = (
    tables.memberships.c,
    tables.coordinators.c,
    tables.deputies.c,
    tables.people.c,
    tables.rooms.c,
    tables.habits.c,
)
_BELONGS = tables.memberships.alias("belongs").c
_ELSEWHERE = tables.memberships.alias("elsewhere").c
_THEIR = tables.authorities.alias("their").c


def _listed(
    columns: Sequence[ColumnElement[Any]], *which: ColumnElement[bool]
) -> ColumnElement[str]:
    """Joined and not looked up in lists: SQLite would put each list into a table of its own first."""
    rows = select(json_rows(*columns)).where(*which)
    return cast(rows.correlate(_AUTHORITY).scalar_subquery(), Text)


_INSIDE = _BELONGS.authority == _AUTHORITY.c.id
_BESIDES = and_(_INSIDE, _ELSEWHERE.person == _BELONGS.person)
_TEAMS = _R.authority == _AUTHORITY.c.id
_HABITS = (_H.owner, _H.document)
_LINKED = (
    select(_C.coordinator)
    .where(_C.authority.in_(bindparam("ids", expanding=True)))
    .where(_C.area.in_((bindparam("area"), ALL_AREAS)))
)
_OF = select(
    _AUTHORITY.c.id,
    _AUTHORITY.c.country,
    _AUTHORITY.c.region,
    _listed(
        (_P.id, _P.name, _P.language, _P.time_zone, _P.agreed),
        _INSIDE,
        _P.id == _BELONGS.person,
        _P.active,
    ),
    _listed(
        (_M.person, _M.position, _M.authority, _M.area, _M.roles),
        _INSIDE,
        _M.person == _BELONGS.person,
    ),
    _listed((_D.person, _D.position, _D.deputy), _INSIDE, _D.person == _BELONGS.person),
    _listed(
        (_R.id, _R.name, _R.language, _R.time_zone, _R.platform, _R.workspace, _R.account), _TEAMS
    ),
    _listed(
        (_THEIR.id, _THEIR.country, _THEIR.region), _BESIDES, _THEIR.id == _ELSEWHERE.authority
    ),
    _listed((_C.area, _C.coordinator), _C.authority == _AUTHORITY.c.id),
    _listed(_HABITS, _H.owner == "authority:" + _AUTHORITY.c.id),
    _listed(_HABITS, _BESIDES, _H.owner == "authority:" + _ELSEWHERE.authority),
    _listed(_HABITS, _INSIDE, _H.owner == "person:" + _BELONGS.person),
    _listed(_HABITS, _TEAMS, _H.owner == "room:" + _R.id),
).where(or_(_AUTHORITY.c.id.in_(bindparam("ids", expanding=True)), _AUTHORITY.c.id.in_(_LINKED)))


@dataclass(frozen=True, slots=True)
class SqlHouses:
    connection: AsyncConnection

    async def of(
        self, authorities: Collection[AuthorityId], area: AreaId
    ) -> Mapping[AuthorityId, House]:
        found = await self.connection.execute(_OF, {"ids": list(authorities), "area": area})
        return {AuthorityId(row[0]): _house(*row) for row in found}


@lru_cache(maxsize=_MOST_KEPT)
def _house(id: str, country: str, region: str, *written: str | None) -> House:
    people, memberships, deputies, rooms, places, coordinators, *habits = map(_rows, written)
    authority = AuthorityId(id)
    belong, stand_in = _by_person(memberships), _by_person(deputies)
    inside = [_person(each, belong.get(each[0], ()), stand_in.get(each[0], ())) for each in people]
    teams = [_room(each, authority) for each in rooms]
    readers: list[Person | Room] = [*inside, *teams]
    known = {Owner(owner): habits_in(_document(document)) for owner, document in chain(*habits)}
    where = {AuthorityId(each): region or country for each, country, region in places}
    where[authority] = region or country
    return House(
        authority,
        {person.id: person for person in inside},
        teams,
        {owner_of(each): _custom(each, known, where) for each in readers},
        {AreaId(area): AuthorityId(linked) for area, linked in coordinators},
    )


def _rows(text: str | None) -> Rows:
    """Each once: who belongs to an authority twice comes twice."""
    return [row for row, _same in groupby(sorted(orjson.loads(text)))] if text else []


def _by_person(rows: Iterable[list[Any]]) -> dict[str, list[list[Any]]]:
    found = defaultdict[str, list[list[Any]]](list)
    for person, *rest in rows:
        found[person].append(rest)
    return found


def _person(facts: list[Any], memberships: Rows, deputies: Rows) -> Person:
    id, name, language, time_zone, agreed = facts
    return Person(
        id=PersonId(id),
        name=name,
        language=language,
        time_zone=time_zone,
        memberships=tuple(membership_in(*each) for each in memberships),
        deputies=tuple(PersonId(deputy) for _place, deputy in deputies),
        agreed=agreed,
    )


def _room(facts: list[Any], authority: AuthorityId) -> Room:
    id, name, language, time_zone, *address = facts
    return Room(RoomId(id), authority, name, language, time_zone, Address(*address))


def _custom(
    reader: Person | Room, known: Mapping[Owner, Habits], places: Mapping[AuthorityId, str]
) -> Custom:
    """Whoever belongs to several works by the holidays of the first."""
    place = next((places[each] for each in authorities_of(reader) if each in places), "")
    return Custom(layered(reader, known), place)


def _document(stored: Any) -> Mapping[str, Any]:
    """PostgreSQL writes it as a part of the text, SQLite as a text in the text."""
    document: Mapping[str, Any] = orjson.loads(stored) if isinstance(stored, str) else stored
    return document
