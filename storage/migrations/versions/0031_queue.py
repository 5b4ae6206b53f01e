"""What waits to go out stands in a narrow table of its own, under names that sort by their instant."""

from __future__ import annotations

from datetime import UTC, datetime
from hashlib import blake2b

import sqlalchemy as sa
from alembic import op

from storage.columns import Instant

revision = "0031"
down_revision = "0030"
branch_labels = None
depends_on = None

_KEPT = (
    "id, topic, subject, recipient, kind, due, local, details, progress, attempts, settled, language,"
    " platform, workspace, account, receipt, problem"
)
_WAITING = sa.text(
    "SELECT id, topic, subject, recipient, kind, due FROM outbox WHERE pending"
).columns(due=Instant)
_RENAMED = sa.text("UPDATE outbox SET id = :name WHERE id = :id")
_AT_ONCE = 1_000


def upgrade() -> None:
    _named()
    op.create_table(
        "queue",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("due", Instant(), nullable=False),
        sa.Column("held", Instant()),
        sa.Column("progress", sa.Text(), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("problem", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="queue_pkey"),
        sqlite_with_rowid=False,
        postgresql_with={"fillfactor": 50},
    )
    op.execute(
        "INSERT INTO queue SELECT id, due, held, progress, attempts, problem FROM outbox WHERE pending"
    )
    op.execute("UPDATE outbox SET progress = 'planned' WHERE pending AND progress != 'planned'")
    for index in ("outbox_due", "outbox_given_up"):
        op.drop_index(index, "outbox")
    if op.get_bind().dialect.name == "sqlite":
        _made_anew()
    else:
        op.drop_constraint("outbox_topic_subject_recipient_kind_due_key", "outbox")
        op.drop_column("outbox", "pending")
        op.drop_column("outbox", "held")
    op.create_index("outbox_subject", "outbox", ["subject", "topic"])
    given_up = sa.text("problem != ''")
    op.create_index(
        "outbox_given_up", "outbox", ["due"], sqlite_where=given_up, postgresql_where=given_up
    )


def _named() -> None:
    """Early ones had names by chance: they would not be found when they are due."""
    bind = op.get_bind()
    other = [
        {"id": row.id, "name": name}
        for row in bind.execute(_WAITING)
        if (name := _name(row))[:12] != row.id[:12]
    ]
    for first in range(0, len(other), _AT_ONCE):
        bind.execute(_RENAMED, other[first : first + _AT_ONCE])


def _name(row: sa.Row[tuple[object, ...]]) -> str:
    due: datetime = row.due.astimezone(UTC)
    told = "\0".join((row.topic, row.subject, row.recipient, row.kind, due.isoformat()))
    digest = blake2b(told.encode(), digest_size=10).hexdigest()
    return f"{int(due.timestamp() * 1000):012x}{digest}"


def _made_anew() -> None:
    """SQLite changes no constraint of a table that stands."""
    op.drop_index("outbox_recipient", "outbox")
    op.rename_table("outbox", "outbox_before")
    op.create_table(
        "outbox",
        *_texts("id", "topic", "subject", "recipient", "kind"),
        sa.Column("due", Instant(), nullable=False),
        sa.Column("local", sa.Date(), nullable=False),
        sa.Column("details", sa.JSON(), nullable=False),
        *_texts("progress"),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("settled", Instant()),
        *(sa.Column(name, sa.Text()) for name in ("language", "platform", "workspace", "account")),
        *_texts("receipt", "problem"),
        sa.PrimaryKeyConstraint("id", name="outbox_pkey"),
        sqlite_with_rowid=False,
    )
    op.execute(f"INSERT INTO outbox ({_KEPT}) SELECT {_KEPT} FROM outbox_before ORDER BY id")
    op.drop_table("outbox_before")
    op.create_index("outbox_recipient", "outbox", ["recipient", "due"])


def _texts(*names: str) -> list[sa.Column[str]]:
    return [sa.Column(name, sa.Text(), nullable=False) for name in names]
