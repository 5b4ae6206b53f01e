"""Authorities say in which areas drafts are approved and arrivals allocated; coordinators find referrals."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "workflows",
        sa.Column("authority", sa.Text(), nullable=False),
        sa.Column("area", sa.Text(), nullable=False),
        sa.Column("approval", sa.Boolean(), nullable=False),
        sa.Column("allocation", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(
            ["authority"],
            ["authorities.id"],
            name="workflows_authority_fkey",
            deferrable=True,
            initially="DEFERRED",
        ),
        sa.PrimaryKeyConstraint("authority", "area", name="workflows_pkey"),
    )
    # Not as a batch: SQLite would make the table anew, which rows of other tables refer to.
    op.add_column("requests", sa.Column("coordinator", sa.Text()))
    op.create_index("requests_coordinator_state", "requests", ["coordinator", "state"])
