"""A word for each directory that changes whenever it does: it tells whoever keeps a copy that it is stale."""

from __future__ import annotations

from uuid import uuid4

from sqlalchemy import bindparam, select
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.tables import stamps
from storage.upsert import replacing

_STAMP = select(stamps.c.value).where(stamps.c.name == bindparam("name"))


async def stamp(connection: AsyncConnection, name: str) -> str:
    return (await connection.execute(_STAMP, {"name": name})).scalar_one_or_none() or ""


async def restamp(connection: AsyncConnection, name: str) -> None:
    changed = {"name": name, "value": uuid4().hex}
    await connection.execute(replacing(connection, stamps), changed)
