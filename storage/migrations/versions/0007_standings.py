"""Where a request stands is in columns, so that lists are made without reading what requests say."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date, datetime
from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None

_INSTANT = sa.DateTime(timezone=True)
_REQUESTS = sa.table(
    "requests",
    sa.column("id", sa.Integer()),
    sa.column("author", sa.Text()),
    sa.column("document", sa.JSON()),
    sa.column("proposed", sa.Date()),
    sa.column("sent", _INSTANT),
    sa.column("accepted", _INSTANT),
    sa.column("last_by", sa.Text()),
)
_AT_ONCE = 1_000


def upgrade() -> None:
    for column in (
        sa.Column("proposed", sa.Date()),
        sa.Column("sent", _INSTANT),
        sa.Column("accepted", _INSTANT),
        sa.Column("last_by", sa.Text(), nullable=False, server_default=""),
    ):
        op.add_column("requests", column)
    _fill()


def _fill() -> None:
    connection, c = op.get_bind(), _REQUESTS.c
    change = (
        sa.update(_REQUESTS)
        .where(c.id == sa.bindparam("row"))
        .values({name: sa.bindparam(f"new_{name}") for name in _COLUMNS})
    )
    for rows in _rows(connection):
        connection.execute(change, [_facts(row) for row in rows])


_COLUMNS = ("proposed", "sent", "accepted", "last_by")


def _rows(connection: sa.Connection) -> Iterator[list[Any]]:
    c, last = _REQUESTS.c, 0
    wanted = sa.select(c.id, c.author, c.document).order_by(c.id).limit(_AT_ONCE)
    while rows := list(connection.execute(wanted.where(c.id > last))):
        yield rows
        last = rows[-1].id


def _facts(row: Any) -> dict[str, Any]:
    document = json.loads(row.document) if isinstance(row.document, str) else row.document
    proposal, last = document.get("proposal"), document.get("last")
    return {
        "row": row.id,
        "new_proposed": date.fromisoformat(proposal["day"]) if proposal else None,
        "new_sent": _moment(document.get("sent")),
        "new_accepted": _moment(document.get("accepted")),
        "new_last_by": last["by"] if last else row.author,
    }


def _moment(text: str | None) -> datetime | None:
    return datetime.fromisoformat(text) if text else None
