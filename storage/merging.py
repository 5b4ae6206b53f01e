"""Moves everything that is said of one authority to another one. What is sealed or past stays as it was."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Text,
    case,
    cast,
    delete,
    func,
    or_,
    select,
    update,
)
from sqlalchemy.ext.asyncio import AsyncConnection

from core.merging import Moved, joined
from core.people import AuthorityId
from core.requests import Passing, Request
from storage.people import PEOPLE, SqlPeople, person_of
from storage.requests import STORED, SqlRequests, request_in
from storage.tables import (
    applications,
    authorities,
    coordinators,
    favourites,
    materials,
    memberships,
    people,
    registers,
    requests,
    rooms,
    spared,
    surveys,
    trainings,
    workflows,
)

_R, _F, _W = requests.c, favourites.c, workflows.c
_PARTIES = (_R.asker, _R.answerer, _R.coordinator)
_SIMPLY = (
    rooms.c.authority,
    registers.c.keeper,
    spared.c.authority,
    applications.c.authority,
    coordinators.c.coordinator,
    authorities.c.successor,
    trainings.c.authority,
    materials.c.authority,
    surveys.c.authority,
)


@dataclass(frozen=True, slots=True)
class SqlMerging:
    connection: AsyncConnection

    async def belonging(self, authority: AuthorityId) -> Moved:
        asked = select(func.count()).where(_of_party(authority)).select_from(requests)
        own = select(func.count(memberships.c.person.distinct())).where(
            memberships.c.authority == authority
        )
        return Moved(
            requests=await self._number(asked),
            people=await self._number(own),
            rooms=await self._number(_count(rooms.c.authority, authority)),
            registers=await self._number(_count(registers.c.keeper, authority)),
            favourites=await self._number(_count(_F.authority, authority)),
        )

    async def move(self, gone: AuthorityId, kept: AuthorityId) -> None:
        await self._move_requests(gone, kept)
        await self._move_people(gone, kept)
        await self._move_favourites(gone, kept)
        await self._move_workflows(gone, kept)
        for column in _SIMPLY:
            moving = update(column.table).where(column == gone).values({column: kept})
            await self.connection.execute(moving)

    async def _move_requests(self, gone: AuthorityId, kept: AuthorityId) -> None:
        """Whoever changes one of them just now has to look at it again."""
        moved = {column: case((column == gone, kept), else_=column) for column in _PARTIES}
        moving = (
            update(requests).where(_of_party(gone)).values({**moved, _R.version: _R.version + 1})
        )
        await self.connection.execute(moving)
        named = cast(_R.document, Text).contains(f'"{gone}"', autoescape=True)
        found = await self.connection.execute(STORED.where(named))
        for request in [request_in(row) for row in found]:
            changed = _named_otherwise(request, gone, kept)
            if changed != request:
                changed = replace(changed, version=request.version + 1)
                stored = SqlRequests(self.connection)
                await stored.save(changed, request.version, entered=False)

    async def _move_people(self, gone: AuthorityId, kept: AuthorityId) -> None:
        here = select(memberships.c.person).where(memberships.c.authority == gone)
        found = await self.connection.execute(PEOPLE.where(people.c.id.in_(here)))
        for person in [person_of(row) for row in found]:
            held = joined(person.memberships, gone, kept)
            await SqlPeople(self.connection).put(replace(person, memberships=held))

    async def _move_favourites(self, gone: AuthorityId, kept: AuthorityId) -> None:
        also = select(_F.person).where(_F.authority == kept)
        await self.connection.execute(
            delete(favourites).where(_F.authority == gone, _F.person.in_(also))
        )
        moving = update(favourites).where(_F.authority == gone).values(authority=kept)
        await self.connection.execute(moving)

    async def _move_workflows(self, gone: AuthorityId, kept: AuthorityId) -> None:
        """Where only the one that goes has said how it works in an area, this still holds."""
        also = select(_W.area).where(_W.authority == kept)
        await self.connection.execute(
            delete(workflows).where(_W.authority == gone, _W.area.in_(also))
        )
        moving = update(workflows).where(_W.authority == gone).values(authority=kept)
        await self.connection.execute(moving)

    async def _number(self, query: Any) -> int:
        return int((await self.connection.execute(query)).scalar_one())


def _of_party(authority: AuthorityId) -> ColumnElement[bool]:
    return or_(*(column == authority for column in _PARTIES))


def _count(column: ColumnElement[Any], authority: AuthorityId) -> Any:
    return select(func.count()).where(column == authority)


def _named_otherwise(request: Request, gone: AuthorityId, kept: AuthorityId) -> Request:
    def at_kept(passing: Passing) -> Passing:
        return replace(passing, authority=kept) if passing.authority == gone else passing

    whole = request.whole
    if whole and whole.asker == gone:
        whole = replace(whole, asker=kept)
    return replace(request, passed=tuple(map(at_kept, request.passed)), whole=whole)
