"""The tables of attached files: what is known of each upload, and which request has it."""

from __future__ import annotations

from sqlalchemy import Column, Integer, LargeBinary, Table, Text

from storage.columns import Instant
from storage.metadata import metadata, reference

# ``content`` is the SHA-256 of what is in it, ``place`` where that lies sealed on the shelf. ``data`` is from the
# time before there was a shelf: what is in it has no place yet.
files = Table(
    "files",
    metadata,
    Column("id", Text, primary_key=True),
    Column("name", Text, nullable=False),
    Column("kind", Text, nullable=False),
    Column("size", Integer, nullable=False),
    Column("content", Text, nullable=False, index=True),
    Column("place", Text, index=True),
    Column("data", LargeBinary),
    Column("stored", Instant, nullable=False, index=True),
)

request_files = Table(
    "request_files",
    metadata,
    Column("request", Integer, reference("requests.id"), primary_key=True),
    Column("file", Text, reference("files.id"), primary_key=True, index=True),
)
