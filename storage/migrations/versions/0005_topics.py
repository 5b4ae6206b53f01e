"""A message of the outbox may be about anything people are told of, not only a request."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

_KEY = "outbox_topic_subject_recipient_kind_due_key"
_KEPT = (
    "id, recipient, kind, due, local, details, progress, pending, held, attempts, platform,"
    " workspace, account, receipt, problem"
)


def upgrade() -> None:
    if op.get_bind().dialect.name == "sqlite":
        _made_anew()
    else:
        _changed_in_place()


def _changed_in_place() -> None:
    op.add_column("outbox", sa.Column("topic", sa.Text()))
    op.add_column("outbox", sa.Column("subject", sa.Text()))
    op.execute("UPDATE outbox SET topic = 'request', subject = CAST(request AS TEXT)")
    op.alter_column("outbox", "topic", nullable=False)
    op.alter_column("outbox", "subject", nullable=False)
    op.drop_column("outbox", "request")
    op.create_unique_constraint(_KEY, "outbox", ["topic", "subject", "recipient", "kind", "due"])


def _made_anew() -> None:
    """SQLite changes no constraint of a table that stands."""
    op.rename_table("outbox", "outbox_before")
    op.drop_index("outbox_due")
    op.create_table(
        "outbox",
        *_texts("id", "topic", "subject", "recipient", "kind"),
        sa.Column("due", sa.DateTime(timezone=True), nullable=False),
        sa.Column("local", sa.Date(), nullable=False),
        sa.Column("details", sa.JSON(), nullable=False),
        *_texts("progress"),
        sa.Column("pending", sa.Boolean(), nullable=False),
        sa.Column("held", sa.DateTime(timezone=True)),
        sa.Column("attempts", sa.Integer(), nullable=False),
        *(sa.Column(name, sa.Text()) for name in ("platform", "workspace", "account")),
        *_texts("receipt", "problem"),
        sa.UniqueConstraint("topic", "subject", "recipient", "kind", "due", name=_KEY),
        sa.PrimaryKeyConstraint("id", name="outbox_pkey"),
        sqlite_with_rowid=False,
    )
    op.execute(
        f"INSERT INTO outbox (topic, subject, {_KEPT})"
        f" SELECT 'request', CAST(request AS TEXT), {_KEPT} FROM outbox_before"
    )
    op.drop_table("outbox_before")
    op.create_index("outbox_due", "outbox", ["due"], sqlite_where=sa.text("pending = 1"))


def _texts(*names: str) -> list[sa.Column[str]]:
    return [sa.Column(name, sa.Text(), nullable=False) for name in names]
