"""The first schema."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    _directory()
    _people()
    _requests()
    _outbox()
    _conversations()


def _directory() -> None:
    op.create_table(
        "authorities",
        *_texts("id", "country", "language", "city", "contact", "category"),
        *_documents("areas", "languages"),
        _key("authorities", "id"),
    )
    _index("authorities", "country")
    op.create_table(
        "authority_names",
        *_texts("authority", "text", "language", "kind"),
        _number("position"),
        _reference("authority_names", "authority", "authorities"),
        _key("authority_names", "authority", "position"),
    )
    op.create_table(
        "coordinators",
        *_texts("authority", "area", "coordinator"),
        _reference("coordinators", "authority", "authorities"),
        _reference("coordinators", "coordinator", "authorities"),
        _key("coordinators", "authority", "area"),
    )
    _index("coordinators", "coordinator")
    op.create_table("stamps", *_texts("name", "value"), _key("stamps", "name"))
    op.create_table(
        "registers",
        *_texts("id", "country", "url", "subject"),
        *_documents("names", "languages", "areas"),
        sa.Column("free", sa.Boolean(), nullable=False),
        _key("registers", "id"),
    )
    _index("registers", "country")


def _people() -> None:
    op.create_table(
        "people",
        *_texts("id", "name", "language", "time_zone"),
        sa.Column("active", sa.Boolean(), nullable=False),
        _key("people", "id"),
    )
    for table, columns in (
        ("memberships", ("authority", "area", "roles")),
        ("deputies", ("deputy",)),
    ):
        op.create_table(
            table,
            *_texts("person", *columns),
            _number("position"),
            _reference(table, "person", "people"),
            _reference(table, columns[0], "authorities" if table == "memberships" else "people"),
            _key(table, "person", "position"),
        )
        _index(table, columns[0])
    op.create_table(
        "addresses",
        *_texts("platform", "workspace", "account", "person"),
        _number("position"),
        _reference("addresses", "person", "people"),
        _key("addresses", "platform", "workspace", "account"),
    )
    _index("addresses", "person")
    op.create_table(
        "rooms",
        *_texts("id", "authority", "name", "language", "time_zone"),
        *_texts("platform", "workspace", "account"),
        _reference("rooms", "authority", "authorities"),
        _unique("rooms", "platform", "workspace", "account"),
        _key("rooms", "id"),
    )
    _index("rooms", "authority")


def _requests() -> None:
    op.create_table(
        "series",
        *_texts("country"),
        sa.Column("year", sa.Integer(), nullable=False, autoincrement=False),
        _number("last"),
        _key("series", "country", "year"),
    )
    op.create_table(
        "requests",
        _number("id"),
        *_texts("reference", "state", "area", "asker", "answerer"),
        *_texts("asker_country", "answerer_country", "author"),
        _number("version"),
        sa.Column("handler", sa.Text()),
        sa.Column("wished", sa.Date(), nullable=False),
        sa.Column("agreed", sa.Date()),
        _moment("created"),
        _moment("updated"),
        *_documents("document"),
        _reference("requests", "asker", "authorities"),
        _reference("requests", "answerer", "authorities"),
        _reference("requests", "author", "people"),
        _reference("requests", "handler", "people"),
        _unique("requests", "reference"),
        _key("requests", "id"),
    )
    _index("requests", "asker", "state")
    _index("requests", "answerer", "state")
    op.create_table(
        "audit",
        _number("id"),
        _number("request"),
        _moment("happened"),
        *_texts("person", "authority", "action"),
        sa.Column("before", sa.Text()),
        *_texts("after"),
        *_documents("details"),
        _reference("audit", "request", "requests"),
        _reference("audit", "person", "people"),
        _reference("audit", "authority", "authorities"),
        _key("audit", "id"),
    )
    _index("audit", "request")


def _outbox() -> None:
    op.create_table(
        "outbox",
        *_texts("id", "recipient", "kind"),
        _number("request"),
        _moment("due"),
        sa.Column("local", sa.Date(), nullable=False),
        *_documents("details"),
        *_texts("progress"),
        sa.Column("pending", sa.Boolean(), nullable=False),
        sa.Column("held", sa.DateTime(timezone=True)),
        _number("attempts"),
        sa.Column("platform", sa.Text()),
        sa.Column("workspace", sa.Text()),
        sa.Column("account", sa.Text()),
        *_texts("receipt", "problem"),
        _reference("outbox", "request", "requests"),
        _unique("outbox", "request", "recipient", "kind", "due"),
        _key("outbox", "id"),
        sqlite_with_rowid=False,
        postgresql_with={"fillfactor": 50},
    )
    op.create_index(
        "outbox_due",
        "outbox",
        ["due"],
        sqlite_where=sa.text("pending = 1"),
        postgresql_where=sa.text("pending"),
    )


def _conversations() -> None:
    op.create_table(
        "talks",
        *_texts("platform", "workspace", "account", "room", "document"),
        _moment("updated"),
        _key("talks", "platform", "workspace", "account", "room"),
    )
    op.create_table(
        "events",
        *_texts("platform", "event"),
        _moment("taken"),
        _key("events", "platform", "event"),
    )
    op.create_table("marks", *_texts("name", "value"), _key("marks", "name"))
    op.create_table(
        "files",
        *_texts("id", "name", "kind"),
        sa.Column("data", sa.LargeBinary(), nullable=False),
        _moment("stored"),
        _key("files", "id"),
    )


def _texts(*names: str) -> list[sa.Column[str]]:
    return [sa.Column(name, sa.Text(), nullable=False) for name in names]


def _documents(*names: str) -> list[sa.Column[object]]:
    return [sa.Column(name, sa.JSON(), nullable=False) for name in names]


def _number(name: str) -> sa.Column[int]:
    return sa.Column(name, sa.Integer(), nullable=False)


def _moment(name: str) -> sa.Column[object]:
    return sa.Column(name, sa.DateTime(timezone=True), nullable=False)


def _key(table: str, *columns: str) -> sa.PrimaryKeyConstraint:
    return sa.PrimaryKeyConstraint(*columns, name=f"{table}_pkey")


def _unique(table: str, *columns: str) -> sa.UniqueConstraint:
    return sa.UniqueConstraint(*columns, name=f"{table}_{'_'.join(columns)}_key")


def _reference(table: str, column: str, other: str) -> sa.ForeignKeyConstraint:
    name = f"{table}_{column}_fkey"
    return sa.ForeignKeyConstraint(
        [column], [f"{other}.id"], name=name, deferrable=True, initially="DEFERRED"
    )


def _index(table: str, *columns: str) -> None:
    op.create_index(f"{table}_{'_'.join(columns)}", table, list(columns))
