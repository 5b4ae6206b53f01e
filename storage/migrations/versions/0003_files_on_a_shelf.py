"""Files lie sealed on a shelf, and it is known which request has which."""

from __future__ import annotations

import json

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """What is in the database already stays there until the assistant, which has the key, moves it."""
    with op.batch_alter_table("files") as table:
        table.add_column(sa.Column("content", sa.Text()))
        table.add_column(sa.Column("place", sa.Text()))
        table.add_column(sa.Column("size", sa.Integer()))
    op.execute("UPDATE files SET content = id, size = length(data)")
    with op.batch_alter_table("files") as table:
        table.alter_column("content", existing_type=sa.Text(), nullable=False)
        table.alter_column("size", existing_type=sa.Integer(), nullable=False)
        table.alter_column("data", existing_type=sa.LargeBinary(), nullable=True)
    for column in ("content", "place", "stored"):
        op.create_index(f"files_{column}", "files", [column])
    _table()
    _fill()


def _table() -> None:
    op.create_table(
        "request_files",
        sa.Column("request", sa.Integer(), nullable=False),
        sa.Column("file", sa.Text(), nullable=False),
        *(
            sa.ForeignKeyConstraint(
                [column],
                [f"{column}s.id"],
                name=f"request_files_{column}_fkey",
                deferrable=True,
                initially="DEFERRED",
            )
            for column in ("request", "file")
        ),
        sa.PrimaryKeyConstraint("request", "file", name="request_files_pkey"),
    )
    op.create_index("request_files_file", "request_files", ["file"])


def _fill() -> None:
    connection = op.get_bind()
    known = {file for (file,) in connection.execute(sa.text("SELECT id FROM files"))}
    rows = connection.execute(sa.text("SELECT id, document FROM requests")).all()
    kept = [
        {"request": request, "file": file}
        for request, document in rows
        for file in _files(document)
        if file in known
    ]
    if kept:
        adding = "INSERT INTO request_files (request, file) VALUES (:request, :file)"
        connection.execute(sa.text(adding), kept)


def _files(document: object) -> set[str]:
    """SQLite gives a document as text."""
    read = json.loads(document) if isinstance(document, str) else document
    return {each["file"] for each in read["attachments"]} if isinstance(read, dict) else set()
