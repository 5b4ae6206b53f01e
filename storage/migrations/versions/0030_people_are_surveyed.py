"""People are surveyed: what is asked of whom, who has answered, and apart from that how often what was picked."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from storage.columns import Instant

revision = "0030"
down_revision = "0029"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "surveys",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("authority", sa.Text(), nullable=False),
        sa.Column("person", sa.Text(), nullable=False),
        sa.Column("started", Instant(), nullable=False),
        sa.Column("ends", Instant(), nullable=False),
        sa.Column("asked", sa.Integer(), nullable=False),
        sa.Column("answered", sa.Integer(), nullable=False),
        sa.Column("settled", sa.Boolean(), nullable=False),
        sa.Column("document", sa.JSON(), nullable=False),
        _refers("surveys", "authority", "authorities.id"),
        _refers("surveys", "person", "people.id"),
        sa.PrimaryKeyConstraint("id", name="surveys_pkey"),
    )
    op.create_index("surveys_person", "surveys", ["person"])
    op.create_table(
        "survey_people",
        sa.Column("survey", sa.Integer(), nullable=False),
        sa.Column("person", sa.Text(), nullable=False),
        sa.Column("answered", sa.Boolean(), nullable=False),
        _refers("survey_people", "survey", "surveys.id"),
        _refers("survey_people", "person", "people.id"),
        sa.PrimaryKeyConstraint("survey", "person", name="survey_people_pkey"),
    )
    op.create_index("survey_people_person", "survey_people", ["person"])
    op.create_table(
        "survey_tallies",
        sa.Column("survey", sa.Integer(), nullable=False),
        sa.Column("question", sa.Integer(), nullable=False),
        sa.Column("picked", sa.Text(), nullable=False),
        sa.Column("times", sa.Integer(), nullable=False),
        _refers("survey_tallies", "survey", "surveys.id"),
        sa.PrimaryKeyConstraint("survey", "question", "picked", name="survey_tallies_pkey"),
    )
    op.create_table(
        "survey_texts",
        sa.Column("survey", sa.Integer(), nullable=False),
        sa.Column("question", sa.Integer(), nullable=False),
        sa.Column("texts", sa.JSON(), nullable=False),
        _refers("survey_texts", "survey", "surveys.id"),
        sa.PrimaryKeyConstraint("survey", "question", name="survey_texts_pkey"),
    )


def _refers(table: str, column: str, to: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        [column], [to], name=f"{table}_{column}_fkey", deferrable=True, initially="DEFERRED"
    )
