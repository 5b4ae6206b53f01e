"""A delivery says when it ended and in which language; authorities have a region."""

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
    op.add_column("outbox", sa.Column("settled", sa.DateTime(timezone=True)))
    op.add_column("outbox", sa.Column("language", sa.Text()))
