"""People: who they are, what they may do and where they can be reached."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from enum import StrEnum
from typing import NewType, Protocol

from core.values import value

PersonId = NewType("PersonId", str)
AuthorityId = NewType("AuthorityId", str)
AreaId = NewType("AreaId", str)
RoomId = NewType("RoomId", str)

ALL_AREAS = AreaId("*")
FIRST_TERMS = 1


class Role(StrEnum):
    VIEWER = "viewer"
    HANDLER = "handler"
    APPROVER = "approver"
    ALLOCATOR = "allocator"
    REFERRAL_HANDLER = "referral_handler"
    ADMINISTRATOR = "administrator"
    COORDINATOR = "coordinator"


class Right(StrEnum):
    VIEW = "view"
    HANDLE = "handle"
    APPROVE = "approve"
    ALLOCATE = "allocate"
    REFER = "refer"
    ADMINISTER = "administer"
    COORDINATE = "coordinate"


RIGHTS: Mapping[Role, frozenset[Right]] = {
    Role.VIEWER: frozenset({Right.VIEW}),
    Role.HANDLER: frozenset({Right.VIEW, Right.HANDLE}),
    Role.APPROVER: frozenset({Right.VIEW, Right.APPROVE}),
    Role.ALLOCATOR: frozenset({Right.VIEW, Right.ALLOCATE}),
    Role.REFERRAL_HANDLER: frozenset({Right.VIEW, Right.REFER}),
    Role.ADMINISTRATOR: frozenset({Right.ADMINISTER}),
    Role.COORDINATOR: frozenset({Right.COORDINATE}),
}
_GIVERS: Mapping[Right, frozenset[Role]] = {
    right: frozenset(role for role, rights in RIGHTS.items() if right in rights) for right in Right
}


@value(frozen=True, slots=True)
class Membership:
    """What one person is at one authority, in one area or (``*``) in all."""

    authority: AuthorityId
    area: AreaId
    roles: frozenset[Role]

    def gives(self, right: Right, area: AreaId) -> bool:
        return self.area in (area, ALL_AREAS) and not _GIVERS[right].isdisjoint(self.roles)


@value(frozen=True, slots=True)
class Person:
    """``agreed``: the version of the terms up to which they have agreed; the first, where nobody was asked."""

    id: PersonId
    name: str
    language: str
    time_zone: str
    memberships: tuple[Membership, ...] = ()
    deputies: tuple[PersonId, ...] = ()
    active: bool = True
    agreed: int = FIRST_TERMS

    def may(self, right: Right, authority: AuthorityId | None, area: AreaId) -> bool:
        # A loop, for it is asked dozens of times for each answer.
        if self.active:
            for member in self.memberships:
                if member.authority == authority and member.gives(right, area):
                    return True
        return False

    def authorities(self) -> tuple[AuthorityId, ...]:
        return tuple(dict.fromkeys(m.authority for m in self.memberships))

    def authorities_where(self, right: Right, area: AreaId) -> tuple[AuthorityId, ...]:
        return tuple(a for a in self.authorities() if self.may(right, a, area))


@value(frozen=True, slots=True)
class Address:
    """Where a platform knows somebody: ``("slack", "T1", "U1")`` or ``("matrix", "", "@a:x")``."""

    platform: str
    workspace: str
    account: str


@value(frozen=True, slots=True)
class Room:
    """A team's room on a platform; it speaks one language and shows no personal data."""

    id: RoomId
    authority: AuthorityId
    name: str
    language: str
    time_zone: str
    address: Address


@value(frozen=True, slots=True)
class Guest:
    """Somebody who is not known yet, or not any more: where they write from, and in which language."""

    address: Address
    language: str
    time_zone: str


class People(Protocol):
    async def get(self, person: PersonId) -> Person | None: ...

    async def at(self, address: Address) -> Person | None:
        """Who speaks from this address; nobody when it is not linked or the person has left."""
        ...

    async def addresses(self, person: PersonId) -> Sequence[Address]:
        """Where to reach a person, the preferred place first."""
        ...

    async def with_right(
        self, right: Right, authority: AuthorityId, area: AreaId
    ) -> Sequence[Person]: ...

    async def of_authority(self, authority: AuthorityId) -> Sequence[Person]:
        """Everyone who belongs to it and has not left."""
        ...

    async def authorities(self) -> Sequence[AuthorityId]:
        """Those to which somebody belongs who has not left."""
        ...

    async def everyone(self) -> Sequence[Person]:
        """Those who have left too."""
        ...

    async def seen(self, person: PersonId, day: date, *, wrote: bool = True) -> None:
        """They wrote on this day; or were first heard of, without having written."""
        ...

    async def last_wrote(self, person: PersonId) -> date | None: ...

    async def last_seen(self, people: Sequence[PersonId]) -> Mapping[PersonId, date]:
        """The day on which each last wrote or was first heard of; nothing of others."""
        ...

    async def in_country(self, country: str) -> Sequence[Person]:
        """Everyone who belongs to one of a country's authorities and has not left."""
        ...

    async def coordinating(self, country: str) -> Sequence[Person]:
        """Everyone who coordinates at one of a country's authorities and has not left."""
        ...

    async def rooms(self, authority: AuthorityId) -> Sequence[Room]: ...

    async def room(self, room: RoomId) -> Room | None: ...

    async def room_at(self, address: Address) -> Room | None:
        """The team's room at this address, if it is one."""
        ...

    async def favourites(self, person: PersonId) -> Sequence[AuthorityId]:
        """The authorities this person wants to see first, the latest chosen first."""
        ...

    async def put_favourite(
        self, person: PersonId, authority: AuthorityId, at: datetime | None
    ) -> None:
        """``at``: since when it is one; ``None`` when it no longer is."""
        ...

    async def put(self, person: Person, addresses: Sequence[Address] | None = None) -> None:
        """Add or replace a person; ``None`` leaves the addresses as they are."""
        ...

    async def forget(self, person: PersonId) -> None:
        """Everything about somebody but who they were and what they did: accounts, deputies, favourites."""
        ...

    async def put_room(self, room: Room) -> None: ...

    async def forget_room(self, room: RoomId) -> None: ...
