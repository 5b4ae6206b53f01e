"""The public registers authorities keep."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Row, bindparam, select
from sqlalchemy.ext.asyncio import AsyncConnection

from core.authorities import Register
from core.people import AreaId
from core.text import Named
from storage import tables
from storage.upsert import replacing

_OF_COUNTRY = (
    select(tables.registers)
    .where(tables.registers.c.country == bindparam("country"))
    .order_by(tables.registers.c.id)
)


@dataclass(frozen=True, slots=True)
class SqlRegisters:
    connection: AsyncConnection

    async def of(self, country: str, area: AreaId) -> Sequence[Register]:
        found = await self.connection.execute(_OF_COUNTRY, {"country": country})
        return [_register(row) for row in found if area in row.areas]

    async def put(self, registers: Iterable[Register]) -> None:
        rows = list(map(_columns, registers))
        if rows:
            await self.connection.execute(replacing(self.connection, tables.registers), rows)


def _columns(register: Register) -> dict[str, object]:
    return {
        "id": register.id,
        "country": register.country,
        "names": dict(register.names.names),
        "languages": register.languages,
        "url": register.url,
        "areas": sorted(register.areas),
        "subject": register.subject,
        "free": register.free,
    }


def _register(row: Row[Any]) -> Register:
    return Register(
        id=row.id,
        country=row.country,
        names=Named(row.names),
        languages=tuple(row.languages),
        url=row.url,
        areas=frozenset(map(AreaId, row.areas)),
        subject=row.subject,
        free=row.free,
    )
