"""A word for each directory that changes whenever it does: it tells whoever keeps a copy that it is stale.

It begins with a number that grows with every change, in the order in which changes are committed.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Any
from uuid import uuid4

from sqlalchemy import bindparam, select
from sqlalchemy.ext.asyncio import AsyncConnection
from sqlalchemy.sql.dml import ReturningInsert

from storage.tables import stamps
from storage.upsert import upsert

_STAMP = select(stamps.c.revision, stamps.c.value).where(stamps.c.name == bindparam("name"))


async def stamp(connection: AsyncConnection, name: str) -> str:
    row = (await connection.execute(_STAMP, {"name": name})).one_or_none()
    return f"{row.revision}-{row.value}" if row else ""


def revision_of(stamp: str) -> int:
    """The number of the last change that whoever has this stamp knows."""
    return int(stamp.partition("-")[0] or 0)


async def restamp(connection: AsyncConnection, name: str) -> int:
    """The number of this change. No other change gets one before this one is committed or undone."""
    changed = {"name": name, "value": uuid4().hex, "revision": 1}
    return int((await connection.execute(_next(connection.dialect.name), changed)).scalar_one())


@lru_cache(maxsize=2)
def _next(kind: str) -> ReturningInsert[Any]:
    adding = upsert(kind, stamps)
    again = {"value": adding.excluded.value, "revision": stamps.c.revision + 1}
    return adding.on_conflict_do_update(index_elements=[stamps.c.name], set_=again).returning(
        stamps.c.revision
    )
