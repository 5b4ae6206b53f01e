"""Reminders that were put off."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import bindparam, delete, select
from sqlalchemy.ext.asyncio import AsyncConnection

from core.pauses import Pause
from core.people import PersonId
from core.requests import RequestId
from storage.tables import pauses
from storage.upsert import replacing

_OF = select(pauses).where(pauses.c.request == bindparam("name")).order_by(pauses.c.person)
_FORGET = delete(pauses).where(pauses.c.request == bindparam("name"))


@dataclass(frozen=True, slots=True)
class SqlPauses:
    connection: AsyncConnection

    async def of(self, request: RequestId) -> Sequence[Pause]:
        found = await self.connection.execute(_OF, {"name": request})
        return [Pause(PersonId(row.person), row.until, row.in_hand) for row in found]

    async def put(self, request: RequestId, pause: Pause) -> None:
        values = {
            "request": request,
            "person": pause.person,
            "until": pause.until,
            "in_hand": pause.in_hand,
        }
        await self.connection.execute(replacing(self.connection, pauses), values)

    async def forget(self, request: RequestId) -> None:
        await self.connection.execute(_FORGET, {"name": request})
