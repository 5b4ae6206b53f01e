"""``INSERT … ON CONFLICT``: both databases have it, SQLAlchemy spells it once for each.

Such a statement takes longer to put together than to run, so whoever needs one often keeps it.
"""

from __future__ import annotations

from functools import lru_cache

from sqlalchemy import Table
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.ext.asyncio import AsyncConnection

Upsert = sqlite.Insert | postgresql.Insert


def upsert(kind: str, table: Table) -> Upsert:
    """``kind`` is ``sqlite`` or ``postgresql``."""
    return sqlite.insert(table) if kind == "sqlite" else postgresql.insert(table)


def replacing(connection: AsyncConnection, table: Table) -> Upsert:
    """Add a row, or overwrite the one with the same primary key."""
    return _replacing(connection.dialect.name, table)


@lru_cache(maxsize=64)
def _replacing(kind: str, table: Table) -> Upsert:
    adding = upsert(kind, table)
    rest = [column.name for column in table.c if not column.primary_key]
    return adding.on_conflict_do_update(
        index_elements=list(table.primary_key), set_={name: adding.excluded[name] for name in rest}
    )
