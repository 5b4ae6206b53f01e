"""The audit trail is sealed: each entry together with the one before it."""

from __future__ import annotations

import hashlib
import json
from datetime import UTC, datetime
from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None

_AUDIT = sa.table(
    "audit",
    sa.column("id", sa.Integer()),
    sa.column("request", sa.Integer()),
    sa.column("happened", sa.DateTime(timezone=True)),
    *(sa.column(name, sa.Text()) for name in ("person", "authority", "action", "before", "after")),
    sa.column("details", sa.JSON()),
    sa.column("place", sa.Integer()),
    sa.column("seal", sa.Text()),
)
_FACTS = ("request", "person", "authority", "action", "before", "after", "details")
_AT_ONCE = 1_000


def upgrade() -> None:
    op.add_column("audit", sa.Column("place", sa.Integer(), nullable=False, server_default="0"))
    op.add_column("audit", sa.Column("seal", sa.Text(), nullable=False, server_default=""))
    _fill()
    with op.batch_alter_table("audit") as table:
        table.create_unique_constraint("audit_request_place_key", ["request", "place"])


def _fill() -> None:
    """What is there is taken as it is."""
    c, connection = _AUDIT.c, op.get_bind()
    wanted = sa.select(_AUDIT).order_by(c.id).limit(_AT_ONCE)
    change = (
        sa.update(_AUDIT)
        .where(c.id == sa.bindparam("row"))
        .values(place=sa.bindparam("new_place"), seal=sa.bindparam("new_seal"))
    )
    ends: dict[int, tuple[int, str]] = {}
    last = 0
    while rows := connection.execute(wanted.where(c.id > last)).all():
        sealed = []
        for row in rows:
            place, before = ends.get(row.request, (0, ""))
            ends[row.request] = place + 1, _seal(before, place + 1, row)
            new_place, new_seal = ends[row.request]
            sealed.append({"row": row.id, "new_place": new_place, "new_seal": new_seal})
        connection.execute(change, sealed)
        last = rows[-1].id


def _seal(before: str, place: int, row: Any) -> str:
    facts = [before, place, _moment(row.happened), *(getattr(row, name) for name in _FACTS)]
    told = json.dumps(facts, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(told.encode()).hexdigest()


def _moment(happened: datetime) -> str:
    """SQLite keeps no zone: it is UTC."""
    aware = happened if happened.tzinfo else happened.replace(tzinfo=UTC)
    return aware.astimezone(UTC).isoformat(timespec="microseconds")
