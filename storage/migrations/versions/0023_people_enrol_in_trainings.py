"""People enrol in trainings, and may want to hear of the next."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from storage.columns import Instant

revision = "0023"
down_revision = "0022"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "training_wishes",
        sa.Column("person", sa.Text(), nullable=False),
        sa.Column("since", Instant(), nullable=False),
        _reference("training_wishes", "person", "people"),
        sa.PrimaryKeyConstraint("person", name="training_wishes_pkey"),
    )
    op.create_table(
        "trainings",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("uid", sa.Text(), nullable=False),
        sa.Column("sequence", sa.Integer(), nullable=False),
        sa.Column("starts", Instant(), nullable=False),
        sa.Column("minutes", sa.Integer(), nullable=False),
        sa.Column("seats", sa.Integer(), nullable=False),
        sa.Column("called_off", sa.Boolean(), nullable=False),
        sa.Column("authority", sa.Text(), nullable=False),
        sa.Column("person", sa.Text(), nullable=False),
        sa.Column("document", sa.JSON(), nullable=False),
        _reference("trainings", "authority", "authorities"),
        _reference("trainings", "person", "people"),
        sa.PrimaryKeyConstraint("id", name="trainings_pkey"),
        sa.UniqueConstraint("uid", name="trainings_uid_key"),
    )
    op.create_index("trainings_person", "trainings", ["person"])
    op.create_index("trainings_starts", "trainings", ["starts"])
    op.create_table(
        "enrolments",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("training", sa.Integer(), nullable=False),
        sa.Column("person", sa.Text(), nullable=False),
        sa.Column("enrolled", Instant(), nullable=False),
        sa.Column("seated", sa.Boolean(), nullable=False),
        _reference("enrolments", "person", "people"),
        _reference("enrolments", "training", "trainings"),
        sa.PrimaryKeyConstraint("id", name="enrolments_pkey"),
        sa.UniqueConstraint("training", "person", name="enrolments_training_person_key"),
    )
    op.create_index("enrolments_person", "enrolments", ["person"])


def _reference(table: str, column: str, other: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        [column],
        [f"{other}.id"],
        name=f"{table}_{column}_fkey",
        deferrable=True,
        initially="DEFERRED",
    )
