"""How long each chain of the trail is, is kept: so that what is cut off at its end is missed too."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0028"
down_revision = "0027"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column(
        "requests", sa.Column("entries", sa.Integer(), nullable=False, server_default="0")
    )
    op.execute(
        "UPDATE requests SET entries = (SELECT count(*) FROM audit WHERE audit.request = requests.id)"
    )
    op.create_table(
        "upkeep_chains",
        sa.Column("subject", sa.Text(), primary_key=True),
        sa.Column("entries", sa.Integer(), nullable=False),
    )
    op.execute(
        "INSERT INTO upkeep_chains (subject, entries) SELECT subject, max(place) FROM upkeeps GROUP BY subject"
    )
