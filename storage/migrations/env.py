"""Run by alembic, never imported: with the caller's connection, or with ``-x url=…`` on its command line."""

from __future__ import annotations

import asyncio

from alembic import context
from sqlalchemy import Connection

from storage.engine import open_database
from storage.tables import metadata


def migrate(connection: Connection) -> None:
    # SQLite cannot alter most of a table: alembic then copies it.
    context.configure(
        connection=connection,
        target_metadata=metadata,
        render_as_batch=connection.dialect.name == "sqlite",
    )
    with context.begin_transaction():
        context.run_migrations()


async def connect_and_migrate() -> None:
    database = open_database(context.get_x_argument(as_dictionary=True)["url"])
    try:
        async with database.writer.begin() as connection:
            await connection.run_sync(migrate)
    finally:
        await database.close()


given = context.config.attributes.get("connection")
if given is None:
    asyncio.run(connect_and_migrate())
else:
    migrate(given)
