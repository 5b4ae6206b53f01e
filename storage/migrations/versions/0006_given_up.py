"""Messages that were given up are found by an index of their own."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_index(
        "outbox_given_up",
        "outbox",
        ["due"],
        sqlite_where=sa.text("pending = 0 AND problem != ''"),
        postgresql_where=sa.text("NOT pending AND problem != ''"),
    )
