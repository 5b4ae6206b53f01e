"""What an operator does on the command line is in the trail too, by nobody who is registered."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0026"
down_revision = "0025"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("upkeeps") as table:
        table.alter_column("person", existing_type=sa.Text(), nullable=True)
        table.alter_column("authority", existing_type=sa.Text(), nullable=True)
