"""``INSERT … ON CONFLICT``: both databases have it, SQLAlchemy spells it once for each."""

from __future__ import annotations

from sqlalchemy import Table
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.ext.asyncio import AsyncConnection

Upsert = sqlite.Insert | postgresql.Insert


def upsert(connection: AsyncConnection, table: Table) -> Upsert:
    if connection.dialect.name == "sqlite":
        return sqlite.insert(table)
    return postgresql.insert(table)


def replacing(connection: AsyncConnection, table: Table) -> Upsert:
    """Add a row, or overwrite the one with the same primary key."""
    adding = upsert(connection, table)
    rest = [column.name for column in table.c if not column.primary_key]
    return adding.on_conflict_do_update(
        index_elements=list(table.primary_key), set_={name: adding.excluded[name] for name in rest}
    )
