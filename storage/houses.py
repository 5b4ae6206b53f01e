"""Authorities from within, in one statement, however many there are.

The database writes each of them down as texts, and what they say is worked out once: what has not changed since is not
taken apart again, and whatever has changed is another text.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import groupby
from typing import Any, NamedTuple, TypeAlias

import orjson
from sqlalchemy import ColumnElement, FromClause, Text, bindparam, cast, func, select, union_all
from sqlalchemy.ext.asyncio import AsyncConnection

from core.habits import (
    Custom,
    Habits,
    Owner,
    authorities_of,
    layered,
    owner_authority,
    owner_of,
    owner_person,
    owner_room,
)
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
from storage.columns import each_of, json_rows
from storage.habits import habits_in
from storage.people import membership_in

Rows: TypeAlias = Sequence[list[Any]]

_MOST_KEPT = 500

_AUTHORITY = tables.authorities
_D, _R, _C = tables.deputies.c, tables.rooms.c, tables.coordinators.c
_BELONGS = tables.memberships.alias("belongs")
_P = tables.people.c
# One by one what people belong to, and where that is.
_MEMBERSHIPS = tables.memberships.alias("each_of")
_THEIR = tables.authorities.alias("their")
_M, _T = _MEMBERSHIPS.c, _THEIR.c
_OWN, _OF_THEIRS, _OF_THIS, _OF_ROOM = (
    tables.habits.alias(name) for name in ("own", "of_theirs", "of_this", "of_room")
)

_PEOPLE = (
    _BELONGS.join(tables.people, _P.id == _BELONGS.c.person)
    .join(_MEMBERSHIPS, _M.person == _BELONGS.c.person)
    .join(_THEIR, _T.id == _M.authority)
    .outerjoin(_OWN, _OWN.c.owner == "person:" + _P.id)
    .outerjoin(_OF_THEIRS, _OF_THEIRS.c.owner == "authority:" + _M.authority)
)
_DEPUTIES = _BELONGS.join(tables.deputies, _D.person == _BELONGS.c.person)
_ROOMS = tables.rooms.outerjoin(_OF_ROOM, _OF_ROOM.c.owner == "room:" + _R.id)
_INSIDE = _BELONGS.c.authority == _AUTHORITY.c.id


def _listed(
    rows: FromClause, columns: Sequence[ColumnElement[Any]], *which: ColumnElement[bool]
) -> ColumnElement[str]:
    """Joined and not looked up in lists: SQLite would put each list into a table of its own first."""
    found = select(json_rows(*columns)).select_from(rows).where(*which)
    return cast(found.correlate(_AUTHORITY).scalar_subquery(), Text)


_ASKED, _LINKING = each_of("ids"), each_of("ids")
_LINKED = (
    select(_C.coordinator)
    .join(_LINKING, _LINKING.c.value == _C.authority)
    .where(_C.area.in_((bindparam("area"), ALL_AREAS)))
)
_OF = (
    select(
        _AUTHORITY.c.id,
        func.coalesce(func.nullif(_AUTHORITY.c.region, ""), _AUTHORITY.c.country),
        cast(_OF_THIS.c.document, Text),
        _listed(
            _PEOPLE,
            (
                *(_P.id, _P.name, _P.language, _P.time_zone, _P.agreed, _OWN.c.document),
                *(_M.position, _M.authority, _M.area, _M.roles),
                *(_T.country, _T.region, _OF_THEIRS.c.document),
            ),
            _INSIDE,
            _P.active,
        ),
        _listed(_DEPUTIES, (_D.person, _D.position, _D.deputy), _INSIDE),
        _listed(
            _ROOMS,
            (
                *(_R.id, _R.name, _R.language, _R.time_zone),
                *(_R.platform, _R.workspace, _R.account, _OF_ROOM.c.document),
            ),
            _R.authority == _AUTHORITY.c.id,
        ),
        _listed(tables.coordinators, (_C.area, _C.coordinator), _C.authority == _AUTHORITY.c.id),
    )
    .select_from(_AUTHORITY.outerjoin(_OF_THIS, _OF_THIS.c.owner == "authority:" + _AUTHORITY.c.id))
    .where(_AUTHORITY.c.id.in_(union_all(select(_ASKED.c.value), _LINKED)))
)


@dataclass(frozen=True, slots=True)
class SqlHouses:
    connection: AsyncConnection

    async def of(
        self, authorities: Collection[AuthorityId], area: AreaId
    ) -> Mapping[AuthorityId, House]:
        found = await self.connection.execute(_OF, {"ids": list(authorities), "area": area})
        return {AuthorityId(row[0]): _house(*row) for row in found}


class _Line(NamedTuple):
    """One of the authorities that somebody who is here belongs to."""

    id: str
    name: str
    language: str
    time_zone: str
    agreed: bool
    own: Any
    position: int
    authority: AuthorityId
    area: str
    roles: str
    country: str
    region: str
    theirs: Any


@lru_cache(maxsize=_MOST_KEPT)
def _house(id: str, place: str, habits: str | None, *written: str | None) -> House:
    people, deputies, rooms, coordinators = map(_rows, written)
    lines, authority = [_Line(*each) for each in people], AuthorityId(id)
    belong = _by_person([each.id, *each[6:10]] for each in lines)
    stand_in = _by_person(deputies)
    inside = [
        _person(each, belong[who], stand_in.get(who, ()))
        for who, each in {each.id: each for each in lines}.items()
    ]
    teams = [_room(each[:-1], authority) for each in rooms]
    readers: list[Person | Room] = [*inside, *teams]
    known = _known([(owner_authority(authority), habits), *_owned(lines, rooms)])
    where = {each.authority: each.region or each.country for each in lines}
    where[authority] = place
    return House(
        authority,
        {person.id: person for person in inside},
        teams,
        {owner_of(each): _custom(each, known, where) for each in readers},
        {AreaId(area): AuthorityId(linked) for area, linked in coordinators},
    )


def _owned(lines: Iterable[_Line], rooms: Rows) -> Iterator[tuple[Owner, Any]]:
    for each in lines:
        yield owner_person(PersonId(each.id)), each.own
        yield owner_authority(each.authority), each.theirs
    for room, *_facts, habits in rooms:
        yield owner_room(RoomId(room)), habits


def _known(owned: Iterable[tuple[Owner, Any]]) -> dict[Owner, Habits]:
    return {owner: habits_in(_document(stored)) for owner, stored in owned if stored is not None}


def _rows(text: str | None) -> Rows:
    """Each once: who belongs to an authority twice comes twice."""
    return [row for row, _same in groupby(sorted(orjson.loads(text)))] if text else []


def _by_person(rows: Iterable[list[Any]]) -> dict[str, list[list[Any]]]:
    found = defaultdict[str, list[list[Any]]](list)
    for person, *rest in rows:
        found[person].append(rest)
    return found


def _person(line: _Line, memberships: Rows, deputies: Rows) -> Person:
    return Person(
        id=PersonId(line.id),
        name=line.name,
        language=line.language,
        time_zone=line.time_zone,
        memberships=tuple(membership_in(*each) for each in memberships),
        deputies=tuple(PersonId(deputy) for _place, deputy in deputies),
        agreed=line.agreed,
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
