"""People practise: who may, until when, and which lessons they have finished."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from storage.columns import Instant

revision = "0029"
down_revision = "0028"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "practices",
        sa.Column("person", sa.Text(), nullable=False),
        sa.Column("asked", Instant(), nullable=False),
        sa.Column("world", sa.Text(), nullable=False),
        sa.Column("granter", sa.Text(), nullable=True),
        sa.Column("until", Instant(), nullable=True),
        sa.Column("inside", sa.Boolean(), nullable=False),
        _person("practices", "granter"),
        _person("practices", "person"),
        sa.PrimaryKeyConstraint("person", name="practices_pkey"),
        sa.UniqueConstraint("world", name="practices_world_key"),
    )
    op.create_index("practices_granter", "practices", ["granter"])
    op.create_table(
        "practice_lessons",
        sa.Column("person", sa.Text(), nullable=False),
        sa.Column("lesson", sa.Text(), nullable=False),
        sa.Column("finished", sa.Date(), nullable=False),
        _person("practice_lessons", "person"),
        sa.PrimaryKeyConstraint("person", "lesson", name="practice_lessons_pkey"),
    )


def _person(table: str, column: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        [column],
        ["people.id"],
        name=f"{table}_{column}_fkey",
        deferrable=True,
        initially="DEFERRED",
    )
