"""The tables about people who are not there yet, and about who was here when."""

from __future__ import annotations

from sqlalchemy import JSON, Boolean, Column, Date, Index, Integer, Table, Text, true

from storage.columns import Instant
from storage.metadata import metadata, reference

consents = Table(
    "consents",
    metadata,
    Column("person", Text, reference("people.id"), primary_key=True),
    Column("version", Integer, primary_key=True),
    Column("agreed", Instant, nullable=False),
    Column("language", Text, nullable=False),
    Column("said", Text, nullable=False),
)

applications = Table(
    "applications",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("version", Integer, nullable=False),
    Column("stage", Text, nullable=False),
    Column("platform", Text, nullable=False),
    Column("workspace", Text, nullable=False),
    Column("account", Text, nullable=False),
    Column("country", Text, nullable=False),
    Column("authority", Text, reference("authorities.id"), nullable=False),
    Column("filed", Instant, nullable=False),
    Column("inviter", Text, reference("people.id")),
    Column("decided", Instant),
    Column("decider", Text, reference("people.id")),
    Column("document", JSON, nullable=False),
    Index(None, "account", "stage"),
    Index(None, "country", "stage"),
)

sightings = Table(
    "sightings",
    metadata,
    Column("person", Text, reference("people.id"), primary_key=True),
    Column("day", Date, nullable=False),
    Column("wrote", Boolean, nullable=False, server_default=true()),
)
