"""Registers have keepers and what they spare is counted; authorities have a date, people favourites."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("authorities") as table:
        table.add_column(sa.Column("updated", sa.Date()))
    with op.batch_alter_table("registers") as table:
        table.add_column(sa.Column("keeper", sa.Text()))
        table.add_column(sa.Column("checked", sa.Date()))
        table.add_column(sa.Column("tried", sa.DateTime(timezone=True)))
        table.add_column(sa.Column("fault", sa.Text()))
        table.create_foreign_key(
            "registers_keeper_fkey",
            "authorities",
            ["keeper"],
            ["id"],
            deferrable=True,
            initially="DEFERRED",
        )
        table.create_index("registers_keeper", ["keeper"])
    op.create_index("requests_author_created", "requests", ["author", "created"])
    _of_registers()
    _of_people()


def _of_registers() -> None:
    op.create_table(
        "register_reports",
        *_texts("register", "person"),
        _moment("reported"),
        _reference("register_reports", "register", "registers"),
        _reference("register_reports", "person", "people"),
        sa.PrimaryKeyConstraint("register", "person", name="register_reports_pkey"),
    )
    op.create_table(
        "spared",
        sa.Column("id", sa.Integer(), nullable=False),
        _moment("happened"),
        *_texts("authority", "country", "area"),
        sa.Column("registers", sa.JSON(), nullable=False),
        _reference("spared", "authority", "authorities"),
        sa.PrimaryKeyConstraint("id", name="spared_pkey"),
    )
    op.create_index("spared_authority", "spared", ["authority"])


def _of_people() -> None:
    op.create_table(
        "favourites",
        *_texts("person", "authority"),
        _moment("since"),
        _reference("favourites", "person", "people"),
        _reference("favourites", "authority", "authorities"),
        sa.PrimaryKeyConstraint("person", "authority", name="favourites_pkey"),
    )
    op.create_table(
        "upkeeps",
        sa.Column("id", sa.Integer(), nullable=False),
        _moment("happened"),
        *_texts("person", "authority", "deed", "subject"),
        sa.Column("parts", sa.JSON(), nullable=False),
        _reference("upkeeps", "person", "people"),
        _reference("upkeeps", "authority", "authorities"),
        sa.PrimaryKeyConstraint("id", name="upkeeps_pkey"),
    )
    op.create_index("upkeeps_subject", "upkeeps", ["subject"])


def _texts(*names: str) -> list[sa.Column[str]]:
    return [sa.Column(name, sa.Text(), nullable=False) for name in names]


def _moment(name: str) -> sa.Column[object]:
    return sa.Column(name, sa.DateTime(timezone=True), nullable=False)


def _reference(table: str, column: str, other: str) -> sa.ForeignKeyConstraint:
    name = f"{table}_{column}_fkey"
    return sa.ForeignKeyConstraint(
        [column], [f"{other}.id"], name=name, deferrable=True, initially="DEFERRED"
    )
