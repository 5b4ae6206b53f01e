"""What all tables share: where they are known, and how they refer to each other."""

from __future__ import annotations

from sqlalchemy import ForeignKey, MetaData

metadata = MetaData(
    naming_convention={
        "ix": "%(table_name)s_%(column_0_N_name)s",
        "uq": "%(table_name)s_%(column_0_N_name)s_key",
        "fk": "%(table_name)s_%(column_0_N_name)s_fkey",
        "pk": "%(table_name)s_pkey",
    }
)


def reference(column: str) -> ForeignKey:
    """Checked at commit: a file may name an authority before the row that describes it."""
    return ForeignKey(column, deferrable=True, initially="DEFERRED")
