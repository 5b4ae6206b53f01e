"""People, where they belong and where they are reached."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, Row, Select, Table, bindparam, delete, insert, select
from sqlalchemy.ext.asyncio import AsyncConnection

from core.people import (
    Address,
    AreaId,
    AuthorityId,
    Membership,
    Person,
    PersonId,
    Right,
    Role,
    Room,
    RoomId,
)
from storage import tables
from storage.columns import json_rows
from storage.forgetting import forget
from storage.upsert import replacing


def _of_person(table: Table, *columns: ColumnElement[Any]) -> ColumnElement[Any]:
    rows = select(json_rows(table.c.position, *columns)).where(table.c.person == tables.people.c.id)
    return rows.correlate(tables.people).scalar_subquery()


_M = tables.memberships.c
PEOPLE = select(
    tables.people,
    _of_person(tables.memberships, _M.authority, _M.area, _M.roles).label("memberships"),
    _of_person(tables.deputies, tables.deputies.c.deputy).label("deputies"),
)
_ONE = PEOPLE.where(tables.people.c.id == bindparam("person"))
_AT = PEOPLE.join(tables.addresses, tables.addresses.c.person == tables.people.c.id).where(
    tables.addresses.c.platform == bindparam("platform"),
    tables.addresses.c.workspace == bindparam("workspace"),
    tables.addresses.c.account == bindparam("account"),
    tables.people.c.active,
)
_OF_AUTHORITY = PEOPLE.where(
    tables.people.c.id.in_(select(_M.person).where(_M.authority == bindparam("authority"))),
    tables.people.c.active,
).order_by(tables.people.c.id)
_OF_COUNTRY = (
    select(_M.person)
    .join(tables.authorities, tables.authorities.c.id == _M.authority)
    .where(tables.authorities.c.country == bindparam("country"))
)
_AUTHORITIES = (
    select(_M.authority)
    .join(tables.people, tables.people.c.id == _M.person)
    .where(tables.people.c.active)
    .distinct()
    .order_by(_M.authority)
)
_LAST_SEEN = select(tables.sightings).where(
    tables.sightings.c.person.in_(bindparam("people", expanding=True))
)
_IN_COUNTRY = PEOPLE.where(tables.people.c.id.in_(_OF_COUNTRY), tables.people.c.active).order_by(
    tables.people.c.id
)
_COORDINATING = PEOPLE.where(
    tables.people.c.id.in_(_OF_COUNTRY.where(_M.roles.contains(Role.COORDINATOR.value))),
    tables.people.c.active,
).order_by(tables.people.c.id)
_ADDRESSES = (
    select(tables.addresses.c.platform, tables.addresses.c.workspace, tables.addresses.c.account)
    .where(tables.addresses.c.person == bindparam("person"))
    .order_by(tables.addresses.c.position)
)
_ROOMS = (
    select(tables.rooms)
    .where(tables.rooms.c.authority == bindparam("authority"))
    .order_by(tables.rooms.c.id)
)
_F = tables.favourites.c
_FAVOURITES = (
    select(_F.authority)
    .where(_F.person == bindparam("person"))
    .order_by(_F.since.desc(), _F.authority)
)
_ROOM = select(tables.rooms).where(tables.rooms.c.id == bindparam("room"))

_ROOM_AT = select(tables.rooms).where(
    tables.rooms.c.platform == bindparam("platform"),
    tables.rooms.c.workspace == bindparam("workspace"),
    tables.rooms.c.account == bindparam("account"),
)


@dataclass(frozen=True, slots=True)
class SqlPeople:
    """Teams and rooms that a unit of work asks for again are as they were the first time, until it changes some."""

    connection: AsyncConnection
    _teams: dict[AuthorityId, Sequence[Person]] = field(default_factory=dict, init=False)
    _rooms: dict[AuthorityId, Sequence[Room]] = field(default_factory=dict, init=False)
    _persons: dict[PersonId, Person | None] = field(default_factory=dict, init=False)

    async def get(self, person: PersonId) -> Person | None:
        if person not in self._persons:
            self._persons[person] = await self._one(_ONE, {"person": person})
        return self._persons[person]

    async def at(self, address: Address) -> Person | None:
        return await self._one(_AT, _place(address))

    async def addresses(self, person: PersonId) -> Sequence[Address]:
        found = await self.connection.execute(_ADDRESSES, {"person": person})
        return [Address(*row) for row in found]

    async def with_right(
        self, right: Right, authority: AuthorityId, area: AreaId
    ) -> Sequence[Person]:
        colleagues = await self.of_authority(authority)
        return [person for person in colleagues if person.may(right, authority, area)]

    async def of_authority(self, authority: AuthorityId) -> Sequence[Person]:
        if authority not in self._teams:
            found = await self.connection.execute(_OF_AUTHORITY, {"authority": authority})
            self._teams[authority] = [person_of(row) for row in found]
        return self._teams[authority]

    async def authorities(self) -> Sequence[AuthorityId]:
        found = await self.connection.execute(_AUTHORITIES)
        return [AuthorityId(row.authority) for row in found]

    async def everyone(self) -> Sequence[Person]:
        found = await self.connection.execute(PEOPLE.order_by(tables.people.c.id))
        return [person_of(row) for row in found]

    async def seen(self, person: PersonId, day: date, *, wrote: bool = True) -> None:
        noting = replacing(self.connection, tables.sightings)
        values = {"person": person, "day": day, "wrote": wrote}
        await self.connection.execute(noting, values)

    async def last_wrote(self, person: PersonId) -> date | None:
        found = await self.connection.execute(_LAST_SEEN, {"people": [person]})
        return next((row.day for row in found if row.wrote), None)

    async def last_seen(self, people: Sequence[PersonId]) -> Mapping[PersonId, date]:
        found = await self.connection.execute(_LAST_SEEN, {"people": list(people)})
        return {PersonId(row.person): row.day for row in found}

    async def in_country(self, country: str) -> Sequence[Person]:
        found = await self.connection.execute(_IN_COUNTRY, {"country": country})
        return [person_of(row) for row in found]

    async def coordinating(self, country: str) -> Sequence[Person]:
        found = await self.connection.execute(_COORDINATING, {"country": country})
        return [person_of(row) for row in found]

    async def rooms(self, authority: AuthorityId) -> Sequence[Room]:
        if authority not in self._rooms:
            found = await self.connection.execute(_ROOMS, {"authority": authority})
            self._rooms[authority] = [_room(row) for row in found]
        return self._rooms[authority]

    async def room(self, room: RoomId) -> Room | None:
        row = (await self.connection.execute(_ROOM, {"room": room})).one_or_none()
        return _room(row) if row else None

    async def room_at(self, address: Address) -> Room | None:
        row = (await self.connection.execute(_ROOM_AT, _place(address))).one_or_none()
        return _room(row) if row else None

    async def favourites(self, person: PersonId) -> Sequence[AuthorityId]:
        found = await self.connection.execute(_FAVOURITES, {"person": person})
        return [AuthorityId(row.authority) for row in found]

    async def put_favourite(
        self, person: PersonId, authority: AuthorityId, at: datetime | None
    ) -> None:
        key = {"person": person, "authority": authority}
        if at is None:
            gone = delete(tables.favourites).filter_by(**key)
            await self.connection.execute(gone)
            return
        adding = replacing(self.connection, tables.favourites)
        await self.connection.execute(adding, {**key, "since": at})

    async def put(self, person: Person, addresses: Sequence[Address] | None = None) -> None:
        self._persons.clear()
        self._teams.clear()
        await self.connection.execute(replacing(self.connection, tables.people), _columns(person))
        await self._renew(
            tables.memberships, person.id, [_membership_out(m) for m in person.memberships]
        )
        await self._renew(
            tables.deputies, person.id, [{"deputy": deputy} for deputy in person.deputies]
        )
        if addresses is not None:
            await self._renew(tables.addresses, person.id, [_place(each) for each in addresses])

    async def forget(self, person: PersonId) -> None:
        await forget(self.connection, person)

    async def put_room(self, room: Room) -> None:
        values = {
            "id": room.id,
            "authority": room.authority,
            "name": room.name,
            "language": room.language,
            "time_zone": room.time_zone,
            **_place(room.address),
        }
        self._rooms.clear()
        await self.connection.execute(replacing(self.connection, tables.rooms), values)

    async def forget_room(self, room: RoomId) -> None:
        await self.connection.execute(delete(tables.rooms).where(tables.rooms.c.id == room))

    async def _one(self, query: Select[Any], names: dict[str, str]) -> Person | None:
        row = (await self.connection.execute(query, names)).one_or_none()
        return person_of(row) if row else None

    async def _renew(self, table: Table, person: PersonId, rows: Sequence[dict[str, Any]]) -> None:
        await self.connection.execute(delete(table).where(table.c.person == person))
        if rows:
            numbered = [{"person": person, "position": n, **row} for n, row in enumerate(rows)]
            await self.connection.execute(insert(table), numbered)


def _place(address: Address) -> dict[str, str]:
    return {
        "platform": address.platform,
        "workspace": address.workspace,
        "account": address.account,
    }


def _columns(person: Person) -> dict[str, object]:
    return {
        "id": person.id,
        "name": person.name,
        "language": person.language,
        "time_zone": person.time_zone,
        "active": person.active,
        "agreed": person.agreed,
    }


def _membership_out(membership: Membership) -> dict[str, object]:
    roles = sorted(role.value for role in membership.roles)
    return {"authority": membership.authority, "area": membership.area, "roles": " ".join(roles)}


def person_of(row: Row[Any]) -> Person:
    return Person(
        id=PersonId(row.id),
        name=row.name,
        language=row.language,
        time_zone=row.time_zone,
        memberships=tuple(membership_in(*each) for each in sorted(row.memberships or ())),
        deputies=tuple(PersonId(deputy) for _place, deputy in sorted(row.deputies or ())),
        active=row.active,
        agreed=row.agreed,
    )


def membership_in(_position: int, authority: str, area: str, roles: str) -> Membership:
    return Membership(AuthorityId(authority), AreaId(area), frozenset(map(Role, roles.split())))


def _room(row: Row[Any]) -> Room:
    return Room(
        id=RoomId(row.id),
        authority=AuthorityId(row.authority),
        name=row.name,
        language=row.language,
        time_zone=row.time_zone,
        address=Address(row.platform, row.workspace, row.account),
    )
