"""A delivery says when it ended and in which language; people have habits and absences, authorities a region."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None


def upgrade() -> None:
    region = sa.Column("region", sa.Text(), nullable=False, server_default="")
    op.add_column("authorities", region)
    op.add_column("outbox", sa.Column("bundle", sa.Text()))
    op.add_column("outbox", sa.Column("settled", sa.DateTime(timezone=True)))
    op.add_column("outbox", sa.Column("language", sa.Text()))
    op.create_table(
        "habits",
        *_texts("person"),
        sa.Column("document", sa.JSON(), nullable=False),
        _reference("habits", "person", "people"),
        sa.PrimaryKeyConstraint("person", name="habits_pkey"),
    )
    op.create_table(
        "absences",
        *_texts("person"),
        sa.Column("first", sa.Date(), nullable=False),
        sa.Column("last", sa.Date(), nullable=False),
        _reference("absences", "person", "people"),
        sa.PrimaryKeyConstraint("person", "first", name="absences_pkey"),
    )
    op.create_table(
        "pauses",
        sa.Column("request", sa.Integer(), autoincrement=False, nullable=False),
        *_texts("person", "kind"),
        sa.Column("until", sa.DateTime(timezone=True), nullable=False),
        sa.Column("in_hand", sa.Boolean(), nullable=False),
        _reference("pauses", "request", "requests"),
        _reference("pauses", "person", "people"),
        sa.PrimaryKeyConstraint("request", "person", name="pauses_pkey"),
    )
    op.create_index("pauses_person", "pauses", ["person"])


def _texts(*names: str) -> list[sa.Column[str]]:
    return [sa.Column(name, sa.Text(), nullable=False) for name in names]


def _reference(table: str, column: str, other: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        [column],
        [f"{other}.id"],
        name=f"{table}_{column}_fkey",
        deferrable=True,
        initially="DEFERRED",
    )
