"""An authority knows which change it came with; search indexes are kept beside what they index."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Whatever is there came with the change before the first."""
    for name in ("authorities", "stamps"):
        op.add_column(name, sa.Column("revision", sa.Integer(), nullable=False, server_default="0"))
    op.create_index("authorities_revision", "authorities", ["revision"])
    op.create_table(
        "search_indexes",
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("stamp", sa.Text(), nullable=False),
        sa.Column("data", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("name", name="search_indexes_pkey"),
    )
