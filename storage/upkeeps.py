"""Who changed what in the directory: rows are added and read, never changed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Row, bindparam, insert, select
from sqlalchemy.ext.asyncio import AsyncConnection

from core.people import AuthorityId, PersonId
from core.upkeep import Deed, Upkeep
from storage.tables import upkeeps
from storage.upkeep_seals import all_chained, chained

_ADD = insert(upkeeps)
_OF_SUBJECT = (
    select(upkeeps).where(upkeeps.c.subject == bindparam("subject")).order_by(upkeeps.c.id)
)
_BY = select(upkeeps).where(upkeeps.c.person == bindparam("whose")).order_by(upkeeps.c.id)


@dataclass(frozen=True, slots=True)
class SqlUpkeeps:
    connection: AsyncConnection

    async def add(self, upkeep: Upkeep) -> None:
        await self.connection.execute(_ADD, await chained(self.connection, _values(upkeep)))

    async def add_all(self, upkeeps: Sequence[Upkeep]) -> None:
        rows = await all_chained(self.connection, [_values(upkeep) for upkeep in upkeeps])
        if rows:
            await self.connection.execute(_ADD, rows)

    async def of_subject(self, subject: str) -> Sequence[Upkeep]:
        found = await self.connection.execute(_OF_SUBJECT, {"subject": subject})
        return [_upkeep(row) for row in found]

    async def by(self, person: PersonId) -> Sequence[Upkeep]:
        found = await self.connection.execute(_BY, {"whose": person})
        return [_upkeep(row) for row in found]


def _values(upkeep: Upkeep) -> Mapping[str, Any]:
    return {
        "happened": upkeep.at,
        "person": upkeep.by,
        "authority": upkeep.authority,
        "deed": upkeep.deed.value,
        "subject": upkeep.subject,
        "parts": list(upkeep.parts),
    }


def _upkeep(row: Row[Any]) -> Upkeep:
    return Upkeep(
        at=row.happened,
        by=PersonId(row.person) if row.person else None,
        authority=AuthorityId(row.authority) if row.authority else None,
        deed=Deed(row.deed),
        subject=row.subject,
        parts=tuple(row.parts),
    )
