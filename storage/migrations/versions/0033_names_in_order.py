"""Of what falls due at one instant the names sort by what it is about, where that has a number."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0033"
down_revision = "0032"
branch_labels = None
depends_on = None

_OUTBOX = sa.table("outbox", sa.column("id"), sa.column("subject"), sa.column("details", sa.JSON))
# Those that change messages which were sent name them in their values; one that failed may be tried again.
_REVISING = sa.text(
    "SELECT outbox.id, outbox.details FROM outbox LEFT JOIN queue ON queue.id = outbox.id"
    " WHERE (queue.id IS NOT NULL OR outbox.problem != '')"
    " AND CAST(outbox.details AS TEXT) LIKE '%\"revises\"%'"
).columns(details=sa.JSON)
_NEW = {
    "sqlite": "substr(id, 1, 12) || printf('%010x', CAST(subject AS INTEGER)) || substr(id, 13)",
    "postgresql": "substr(id, 1, 12) || lpad(to_hex(CAST(subject AS BIGINT)), 10, '0') || substr(id, 13)",
}
_IS_NUMBER = {
    "sqlite": "subject != '' AND subject NOT GLOB '*[^0-9]*' AND length(subject) <= 10",
    "postgresql": "subject ~ '^[0-9]{1,10}$'",
}


def upgrade() -> None:
    bind = op.get_bind()
    kind = bind.dialect.name
    # What was tried, and may have arrived in part, stays as it is: the platform knows it by its name.
    bind.execute(
        sa.text(
            f"CREATE TEMPORARY TABLE renamed AS SELECT id AS old, {_NEW[kind]} AS new FROM outbox"
            f" WHERE length(id) = 32 AND {_IS_NUMBER[kind]}"
            " AND progress != 'unsure' AND id NOT IN"
            " (SELECT id FROM queue WHERE held IS NOT NULL OR progress IN ('sending', 'unsure'))"
        )
    )
    op.execute("CREATE UNIQUE INDEX renamed_old ON renamed (old)")
    _revising(bind)
    for table in ("queue", "outbox"):
        op.execute(
            f"UPDATE {table} SET id = (SELECT new FROM renamed WHERE old = id)"
            " WHERE id IN (SELECT old FROM renamed)"
        )
    op.execute("DROP TABLE renamed")


def _revising(bind: sa.Connection) -> None:
    for row in bind.execute(_REVISING).all():
        details: Mapping[str, Any] = row.details
        names = [_now(bind, name) for name in details["revises"].split()]
        told = {**details, "revises": " ".join(names)}
        bind.execute(sa.update(_OUTBOX).where(_OUTBOX.c.id == row.id).values(details=told))


def _now(bind: sa.Connection, name: str) -> str:
    found = bind.execute(sa.text("SELECT new FROM renamed WHERE old = :name"), {"name": name})
    new: str = found.scalar() or name
    return new
