"""When a request was closed, blocked and erased can be asked for; what was done to personal data is noted."""

from __future__ import annotations

import json
from datetime import datetime

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None

_LEFT = {
    "requests_to_block": ("closed", "blocked IS NULL AND closed IS NOT NULL"),
    "requests_to_erase": ("closed", "erased IS NULL AND closed IS NOT NULL"),
    "requests_drafts": ("updated", "state = 'draft'"),
}


def upgrade() -> None:
    for column in ("closed", "blocked", "erased"):
        op.add_column("requests", sa.Column(column, sa.DateTime(timezone=True)))
    _fill()
    for name, (column, left) in _LEFT.items():
        where = sa.text(left)
        op.create_index(name, "requests", [column], sqlite_where=where, postgresql_where=where)
    _handlings()


def _fill() -> None:
    """SQLite gives a document as text."""
    requests = sa.table(
        "requests", sa.column("id"), sa.column("closed", sa.DateTime(timezone=True))
    )
    connection = op.get_bind()
    for id, document in connection.execute(sa.text("SELECT id, document FROM requests")).all():
        read = json.loads(document) if isinstance(document, str) else document
        if closed := read.get("closed"):
            moment = datetime.fromisoformat(closed)
            filling = sa.update(requests).where(requests.c.id == id).values(closed=moment)
            connection.execute(filling)


def _handlings() -> None:
    op.create_table(
        "handlings",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("request", sa.Integer(), nullable=False),
        sa.Column("happened", sa.DateTime(timezone=True), nullable=False),
        sa.Column("deed", sa.Text(), nullable=False),
        sa.Column("person", sa.Text()),
        sa.Column("authority", sa.Text()),
        sa.Column("ground", sa.Text(), nullable=False),
        *(
            sa.ForeignKeyConstraint(
                [column],
                [f"{other}.id"],
                name=f"handlings_{column}_fkey",
                deferrable=True,
                initially="DEFERRED",
            )
            for column, other in (
                ("request", "requests"),
                ("person", "people"),
                ("authority", "authorities"),
            )
        ),
        sa.PrimaryKeyConstraint("id", name="handlings_pkey"),
    )
    op.create_index("handlings_request", "handlings", ["request"])
