"""Who does what only one may do: a row with a name and an end, the same on both databases."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache

from sqlalchemy import bindparam, delete, or_, select
from sqlalchemy.sql.dml import ReturningInsert

from storage.columns import Instant
from storage.engine import Database
from storage.tables import leases
from storage.upsert import upsert

_NOW = bindparam("now", type_=Instant)
_HOLDER = select(leases.c.holder).where(leases.c.name == bindparam("lease"), leases.c.until > _NOW)
_GIVE_BACK = delete(leases).where(
    leases.c.name == bindparam("lease"), leases.c.holder == bindparam("whose")
)


@dataclass(frozen=True, slots=True)
class SqlLeases:
    database: Database

    async def take(self, name: str, holder: str, now: datetime, until: datetime) -> bool:
        values = {"name": name, "holder": holder, "until": until, "now": now}
        async with self.database.single.connect() as connection:
            taken = await connection.execute(_taking(self.database.kind), values)
            return taken.scalar_one_or_none() is not None

    async def give_back(self, name: str, holder: str) -> None:
        async with self.database.single.connect() as connection:
            await connection.execute(_GIVE_BACK, {"lease": name, "whose": holder})

    async def holder(self, name: str, now: datetime) -> str | None:
        async with self.database.reader.connect() as connection:
            found = await connection.execute(_HOLDER, {"lease": name, "now": now})
            return found.scalar_one_or_none()


@lru_cache(maxsize=2)
def _taking(kind: str) -> ReturningInsert[str]:
    adding = upsert(kind, leases)
    free = or_(leases.c.holder == adding.excluded.holder, leases.c.until <= _NOW)
    return adding.on_conflict_do_update(
        index_elements=list(leases.primary_key),
        set_={"holder": adding.excluded.holder, "until": adding.excluded.until},
        where=free,
    ).returning(leases.c.holder)
