"""Databases of practice, one for each learner: a file beside the others, or a schema of one PostgreSQL database."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from hashlib import sha256
from pathlib import Path

from sqlalchemy import Connection, delete, text
from sqlalchemy.schema import CreateSchema, DropSchema

from storage.engine import Database, located, open_database
from storage.tables import metadata

_PREFIX = "practice_"


@dataclass(frozen=True, slots=True)
class WorldsDatabase:
    """``url`` is the address as an operator gives it; worlds have names of small letters and digits."""

    url: str

    async def create(self, world: str) -> Database:
        """Empty, whatever was there before."""
        await self.drop(world)
        if not self._is_in_files:
            await self._run(CreateSchema(_PREFIX + world))
        else:
            self._file(world).parent.mkdir(parents=True, exist_ok=True)
        database = self.open(world)
        async with database.writer.begin() as connection:
            await connection.run_sync(metadata.create_all)
        return database

    async def empty(self, database: Database) -> None:
        """As it was created, for who goes on with it."""
        async with database.writer.begin() as connection:
            for table in reversed(metadata.sorted_tables):
                await connection.execute(delete(table))

    def open(self, world: str) -> Database:
        if self._is_in_files:
            return open_database(f"sqlite:///{self._file(world)}")
        return open_database(self.url, schema=_PREFIX + world)

    async def drop(self, world: str) -> None:
        if not self._is_in_files:
            await self._run(DropSchema(_PREFIX + world, cascade=True, if_exists=True))
            return
        for end in ("", "-wal", "-shm"):
            file = self._file(world)
            file.with_name(file.name + end).unlink(missing_ok=True)

    async def names(self) -> Sequence[str]:
        """Of all that there are."""
        if self._is_in_files:
            first = self._file("").stem
            found = self._file("").parent.glob(f"{first}*{self._file('').suffix}")
            return [path.stem.removeprefix(first) for path in found if path.stem != first]
        database = open_database(self.url)
        try:
            async with database.reader.connect() as connection:
                found_schemas = await connection.run_sync(_schemas)
            return [name.removeprefix(_PREFIX) for name in found_schemas]
        finally:
            await database.close()

    @property
    def _is_in_files(self) -> bool:
        return located(self.url).get_backend_name() == "sqlite"

    def _file(self, world: str) -> Path:
        file = Path(located(self.url).database or "")
        return file.with_name(f"{file.stem}-{world}{file.suffix}")

    async def _run(self, statement: CreateSchema | DropSchema) -> None:
        database = open_database(self.url)
        try:
            async with database.writer.begin() as connection:
                await connection.execute(statement)
        finally:
            await database.close()


def _schemas(connection: Connection) -> list[str]:
    asked = text("SELECT schema_name FROM information_schema.schemata ORDER BY schema_name")
    names = [str(row[0]) for row in connection.execute(asked)]
    return [name for name in names if name.startswith(_PREFIX)]


@lru_cache(maxsize=1)
def fingerprint() -> str:
    """Of the tables as this version has them: a world of an earlier one begins anew."""
    told = [f"{t.name}.{c.name} {c.type}" for t in metadata.sorted_tables for c in t.c]
    return sha256("\n".join(told).encode()).hexdigest()[:16]
