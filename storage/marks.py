"""Small things an adapter keeps between runs."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import bindparam, select

from storage.engine import Database
from storage.tables import marks
from storage.upsert import replacing

_GET = select(marks.c.value).where(marks.c.name == bindparam("name"))


@dataclass(frozen=True, slots=True)
class SqlMarks:
    database: Database

    async def get(self, name: str) -> str | None:
        async with self.database.reader.connect() as connection:
            return (await connection.execute(_GET, {"name": name})).scalar_one_or_none()

    async def put(self, name: str, value: str) -> None:
        async with self.database.single.connect() as connection:
            await connection.execute(replacing(connection, marks), {"name": name, "value": value})
