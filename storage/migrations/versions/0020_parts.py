"""A request can be a part of another."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0020"
down_revision = "0019"
branch_labels = None
depends_on = None


def upgrade() -> None:
    # Not as a batch: SQLite would make the table anew, which rows of other tables refer to.
    op.add_column("requests", sa.Column("whole", sa.Integer()))
