"""The schema at once, for a database that is thrown away: it has no revision, and is never upgraded."""

from __future__ import annotations

from storage.engine import open_database
from storage.tables import metadata


async def create(url: str) -> None:
    database = open_database(url)
    try:
        async with database.writer.begin() as connection:
            await connection.run_sync(metadata.create_all)
    finally:
        await database.close()
