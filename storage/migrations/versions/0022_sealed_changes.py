"""What is changed of people, authorities and registers is sealed, as what is done with requests."""

from __future__ import annotations

import hashlib
import json
from datetime import UTC, datetime
from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0022"
down_revision = "0021"
branch_labels = None
depends_on = None

_UPKEEPS = sa.table(
    "upkeeps",
    sa.column("id", sa.Integer()),
    sa.column("happened", sa.DateTime(timezone=True)),
    *(sa.column(name, sa.Text()) for name in ("subject", "person", "authority", "deed")),
    sa.column("parts", sa.JSON()),
    sa.column("place", sa.Integer()),
    sa.column("seal", sa.Text()),
)
_FACTS = ("subject", "person", "authority", "deed", "parts")


def upgrade() -> None:
    op.add_column("upkeeps", sa.Column("place", sa.Integer(), nullable=False, server_default="0"))
    op.add_column("upkeeps", sa.Column("seal", sa.Text(), nullable=False, server_default=""))
    _fill()
    with op.batch_alter_table("upkeeps") as table:
        table.create_unique_constraint("upkeeps_subject_place_key", ["subject", "place"])


def _fill() -> None:
    """What is there is taken as it is."""
    c, connection = _UPKEEPS.c, op.get_bind()
    change = (
        sa.update(_UPKEEPS)
        .where(c.id == sa.bindparam("row"))
        .values(place=sa.bindparam("new_place"), seal=sa.bindparam("new_seal"))
    )
    ends: dict[str, tuple[int, str]] = {}
    for row in connection.execute(sa.select(_UPKEEPS).order_by(c.id)).all():
        place, before = ends.get(row.subject, (0, ""))
        ends[row.subject] = place + 1, _seal(before, place + 1, row)
        new_place, new_seal = ends[row.subject]
        connection.execute(change, {"row": row.id, "new_place": new_place, "new_seal": new_seal})


def _seal(before: str, place: int, row: Any) -> str:
    facts = [before, place, _moment(row.happened), *(getattr(row, name) for name in _FACTS)]
    told = json.dumps(facts, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(told.encode()).hexdigest()


def _moment(happened: datetime) -> str:
    """SQLite keeps no zone: it is UTC."""
    aware = happened if happened.tzinfo else happened.replace(tzinfo=UTC)
    return aware.astimezone(UTC).isoformat(timespec="microseconds")
