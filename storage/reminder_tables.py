"""The tables of how people want to be reminded, of what they have put off, and of their calendars."""

from __future__ import annotations

from sqlalchemy import JSON, Boolean, Column, Integer, Table, Text

from storage.columns import Instant
from storage.metadata import metadata, reference

# ``owner`` is a person, a room or an authority, as ``person:anna``.
habits = Table(
    "habits",
    metadata,
    Column("owner", Text, primary_key=True),
    Column("document", JSON, nullable=False),
)

pauses = Table(
    "pauses",
    metadata,
    Column("request", Integer, reference("requests.id"), primary_key=True, autoincrement=False),
    Column("person", Text, reference("people.id"), primary_key=True),
    Column("until", Instant, nullable=False),
    Column("in_hand", Boolean, nullable=False),
)

# Of the secret address only a digest is kept.
feeds = Table(
    "feeds",
    metadata,
    Column("person", Text, reference("people.id"), primary_key=True),
    Column("digest", Text, nullable=False, unique=True),
    Column("opened", Instant, nullable=False),
)
