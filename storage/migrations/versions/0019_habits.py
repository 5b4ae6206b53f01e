"""People have habits and calendars, and put reminders off; what one reader is told is found by the reader."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0019"
down_revision = "0018"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "habits",
        _text("owner"),
        sa.Column("document", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("owner", name="habits_pkey"),
    )
    op.create_table(
        "pauses",
        sa.Column("request", sa.Integer(), autoincrement=False, nullable=False),
        _text("person"),
        _moment("until"),
        sa.Column("in_hand", sa.Boolean(), nullable=False),
        _reference("pauses", "request", "requests"),
        _reference("pauses", "person", "people"),
        sa.PrimaryKeyConstraint("request", "person", name="pauses_pkey"),
    )
    op.create_table(
        "feeds",
        _text("person"),
        _text("digest"),
        _moment("opened"),
        _reference("feeds", "person", "people"),
        sa.PrimaryKeyConstraint("person", name="feeds_pkey"),
        sa.UniqueConstraint("digest", name="feeds_digest_key"),
    )
    op.create_index("outbox_recipient", "outbox", ["recipient", "due"])


def _text(name: str) -> sa.Column[str]:
    return sa.Column(name, sa.Text(), nullable=False)


def _moment(name: str) -> sa.Column[object]:
    return sa.Column(name, sa.DateTime(timezone=True), nullable=False)


def _reference(table: str, column: str, other: str) -> sa.ForeignKeyConstraint:
    name = f"{table}_{column}_fkey"
    return sa.ForeignKeyConstraint(
        [column], [f"{other}.id"], name=name, deferrable=True, initially="DEFERRED"
    )
