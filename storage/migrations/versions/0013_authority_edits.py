"""What an authority's description was is kept, so that a change can be undone."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None


def upgrade() -> None:
    references = (("authority", "authorities"), ("person", "people"))
    op.create_table(
        "authority_edits",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("authority", sa.Text(), nullable=False),
        sa.Column("happened", sa.DateTime(timezone=True), nullable=False),
        sa.Column("person", sa.Text(), nullable=False),
        sa.Column("before", sa.JSON(), nullable=False),
        *(
            sa.ForeignKeyConstraint(
                [column],
                [f"{table}.id"],
                name=f"authority_edits_{column}_fkey",
                deferrable=True,
                initially="DEFERRED",
            )
            for column, table in references
        ),
        sa.PrimaryKeyConstraint("id", name="authority_edits_pkey"),
    )
    op.create_index("authority_edits_authority", "authority_edits", ["authority"])
