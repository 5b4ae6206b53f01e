"""Applications to be registered."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "applications",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        *_texts("stage", "platform", "workspace", "account", "country", "authority"),
        sa.Column("filed", sa.DateTime(timezone=True), nullable=False),
        sa.Column("inviter", sa.Text()),
        sa.Column("decided", sa.DateTime(timezone=True)),
        sa.Column("decider", sa.Text()),
        sa.Column("document", sa.JSON(), nullable=False),
        _reference("applications", "authority", "authorities"),
        _reference("applications", "inviter", "people"),
        _reference("applications", "decider", "people"),
        sa.PrimaryKeyConstraint("id", name="applications_pkey"),
    )
    for first in ("account", "country"):
        op.create_index(f"applications_{first}_stage", "applications", [first, "stage"])


def _texts(*names: str) -> list[sa.Column[str]]:
    return [sa.Column(name, sa.Text(), nullable=False) for name in names]


def _reference(table: str, column: str, other: str) -> sa.ForeignKeyConstraint:
    name = f"{table}_{column}_fkey"
    return sa.ForeignKeyConstraint(
        [column], [f"{other}.id"], name=name, deferrable=True, initially="DEFERRED"
    )
