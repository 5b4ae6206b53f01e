"""Search indexes as bytes, for whoever starts next."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import LargeBinary, bindparam, cast, select

from storage.engine import Database
from storage.tables import search_indexes
from storage.upsert import replacing

# Bytes, even if a damaged row holds a text: whoever reads them finds out, and builds anew.
_DATA = cast(search_indexes.c.data, LargeBinary).label("data")
_GET = select(search_indexes.c.stamp, _DATA).where(search_indexes.c.name == bindparam("name"))


@dataclass(frozen=True, slots=True)
class SqlSearchIndex:
    database: Database
    name: str

    async def get(self) -> tuple[str, bytes] | None:
        async with self.database.reader.connect() as connection:
            row = (await connection.execute(_GET, {"name": self.name})).one_or_none()
        return (row.stamp, row.data) if row else None

    async def put(self, stamp: str, data: bytes) -> None:
        values = {"name": self.name, "stamp": stamp, "data": data}
        async with self.database.single.connect() as connection:
            await connection.execute(replacing(connection, search_indexes), values)
