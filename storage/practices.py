"""Who may practise, and the lessons they have finished."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Row, bindparam, select
from sqlalchemy.ext.asyncio import AsyncConnection

from core.people import PersonId
from core.practices import Practice
from storage.practice_tables import practice_lessons, practices
from storage.upsert import replacing

_P, _L = practices.c, practice_lessons.c
_OF = select(practices).where(_P.person == bindparam("whose"))
_ALL = select(practices).order_by(_P.asked, _P.person)
_BY = select(practices).where(_P.granter == bindparam("whose")).order_by(_P.asked)
_FINISHED = select(practice_lessons).where(_L.person == bindparam("whose"))


@dataclass(frozen=True, slots=True)
class SqlPractices:
    connection: AsyncConnection

    async def of(self, person: PersonId) -> Practice | None:
        row = (await self.connection.execute(_OF, {"whose": person})).one_or_none()
        return practice_in(row) if row else None

    async def all(self) -> Sequence[Practice]:
        return [practice_in(row) for row in await self.connection.execute(_ALL)]

    async def granted_by(self, person: PersonId) -> Sequence[Practice]:
        found = await self.connection.execute(_BY, {"whose": person})
        return [practice_in(row) for row in found]

    async def put(self, practice: Practice) -> None:
        values = {
            "person": practice.person,
            "asked": practice.asked,
            "world": practice.world,
            "granter": practice.by,
            "until": practice.until,
            "inside": practice.inside,
        }
        await self.connection.execute(replacing(self.connection, practices), values)

    async def finished(self, person: PersonId) -> Mapping[str, date]:
        found = await self.connection.execute(_FINISHED, {"whose": person})
        return {row.lesson: row.finished for row in found}

    async def finish(self, person: PersonId, lesson: str, day: date) -> None:
        values = {"person": person, "lesson": lesson, "finished": day}
        await self.connection.execute(replacing(self.connection, practice_lessons), values)


def practice_in(row: Row[Any]) -> Practice:
    return Practice(
        person=PersonId(row.person),
        asked=row.asked,
        world=row.world,
        by=PersonId(row.granter) if row.granter else None,
        until=row.until,
        inside=row.inside,
    )
