"""The tables of how somebody wants to be reminded, and of when they are away."""

from __future__ import annotations

from sqlalchemy import JSON, Boolean, Column, Date, Integer, Table, Text

from storage.columns import Instant
from storage.metadata import metadata, reference

habits = Table(
    "habits",
    metadata,
    Column("person", Text, reference("people.id"), primary_key=True),
    Column("document", JSON, nullable=False),
)

absences = Table(
    "absences",
    metadata,
    Column("person", Text, reference("people.id"), primary_key=True),
    Column("first", Date, primary_key=True),
    Column("last", Date, nullable=False),
)

pauses = Table(
    "pauses",
    metadata,
    Column("request", Integer, reference("requests.id"), primary_key=True, autoincrement=False),
    Column("person", Text, reference("people.id"), primary_key=True, index=True),
    Column("kind", Text, nullable=False),
    Column("until", Instant, nullable=False),
    Column("in_hand", Boolean, nullable=False),
)
