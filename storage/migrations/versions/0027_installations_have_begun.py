"""Since when the bot is installed: what is told late of an earlier installation does not end this one."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0027"
down_revision = "0026"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("installations", sa.Column("since", sa.DateTime(timezone=True)))
