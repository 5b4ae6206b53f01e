"""Attached files, each content once."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256

from sqlalchemy import bindparam, select

from core.files import StoredFile
from storage.engine import Database
from storage.tables import files
from storage.upsert import upsert

_GET = select(files.c.id, files.c.name, files.c.kind, files.c.data).where(
    files.c.id == bindparam("file")
)


@dataclass(frozen=True, slots=True)
class SqlFiles:
    database: Database

    async def put(self, name: str, kind: str, data: bytes, now: datetime) -> StoredFile:
        """The same content put again keeps the name it first came with."""
        stored = StoredFile(sha256(data).hexdigest(), name, kind, data)
        values = {"id": stored.id, "name": name, "kind": kind, "data": data, "stored": now}
        async with self.database.single.connect() as connection:
            adding = upsert(self.database.kind, files).on_conflict_do_nothing(
                index_elements=[files.c.id]
            )
            await connection.execute(adding, values)
        return stored

    async def get(self, file: str) -> StoredFile | None:
        async with self.database.reader.connect() as connection:
            row = (await connection.execute(_GET, {"file": file})).one_or_none()
        return StoredFile(*row) if row else None
