"""The tables about training: dates, who has a seat, who wants to hear of the next."""

from __future__ import annotations

from sqlalchemy import JSON, Boolean, Column, Integer, Table, Text, UniqueConstraint

from storage.columns import Instant
from storage.metadata import metadata, reference

trainings = Table(
    "trainings",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("uid", Text, nullable=False, unique=True),
    Column("sequence", Integer, nullable=False),
    Column("starts", Instant, nullable=False, index=True),
    Column("minutes", Integer, nullable=False),
    Column("seats", Integer, nullable=False),
    Column("called_off", Boolean, nullable=False),
    Column("authority", Text, reference("authorities.id"), nullable=False),
    Column("person", Text, reference("people.id"), nullable=False, index=True),
    Column("document", JSON, nullable=False),
)

# The order in which people came is that of the ids.
enrolments = Table(
    "enrolments",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("training", Integer, reference("trainings.id"), nullable=False),
    Column("person", Text, reference("people.id"), nullable=False, index=True),
    Column("enrolled", Instant, nullable=False),
    Column("seated", Boolean, nullable=False),
    UniqueConstraint("training", "person"),
)

training_wishes = Table(
    "training_wishes",
    metadata,
    Column("person", Text, reference("people.id"), primary_key=True),
    Column("since", Instant, nullable=False),
)

materials = Table(
    "materials",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("title", Text, nullable=False),
    Column("language", Text, nullable=False),
    Column("address", Text, nullable=False),
    Column("medium", Text, nullable=False),
    Column("minutes", Integer, nullable=False),
    Column("topic", Text, nullable=False),
    Column("authority", Text, reference("authorities.id"), nullable=False),
)
