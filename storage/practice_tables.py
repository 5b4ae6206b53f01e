"""The tables about practice: who may, and what they have learnt. What they do there is in databases of their own."""

from __future__ import annotations

from sqlalchemy import Boolean, Column, Date, Table, Text

from storage.columns import Instant
from storage.metadata import metadata, reference

practices = Table(
    "practices",
    metadata,
    Column("person", Text, reference("people.id"), primary_key=True),
    Column("asked", Instant, nullable=False),
    Column("world", Text, nullable=False, unique=True),
    Column("granter", Text, reference("people.id"), index=True),
    Column("until", Instant),
    Column("inside", Boolean, nullable=False),
)

practice_lessons = Table(
    "practice_lessons",
    metadata,
    Column("person", Text, reference("people.id"), primary_key=True),
    Column("lesson", Text, primary_key=True),
    Column("finished", Date, nullable=False),
)
