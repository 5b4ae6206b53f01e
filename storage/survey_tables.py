"""The tables about surveys. What was answered, and by whom that it was, have nothing in common but the survey.

No row is one person's answers: those that are picked are counted, and texts lie in one shuffled heap.
"""

from __future__ import annotations

from sqlalchemy import JSON, Boolean, Column, Integer, Table, Text

from storage.columns import Instant
from storage.metadata import metadata, reference

surveys = Table(
    "surveys",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("authority", Text, reference("authorities.id"), nullable=False),
    Column("person", Text, reference("people.id"), nullable=False, index=True),
    Column("started", Instant, nullable=False),
    Column("ends", Instant, nullable=False),
    Column("asked", Integer, nullable=False),
    Column("answered", Integer, nullable=False),
    Column("settled", Boolean, nullable=False),
    Column("document", JSON, nullable=False),
)

survey_people = Table(
    "survey_people",
    metadata,
    Column("survey", Integer, reference("surveys.id"), primary_key=True),
    Column("person", Text, reference("people.id"), primary_key=True, index=True),
    Column("answered", Boolean, nullable=False),
)

survey_tallies = Table(
    "survey_tallies",
    metadata,
    Column("survey", Integer, reference("surveys.id"), primary_key=True),
    Column("question", Integer, primary_key=True),
    Column("picked", Text, primary_key=True),
    Column("times", Integer, nullable=False),
)

survey_texts = Table(
    "survey_texts",
    metadata,
    Column("survey", Integer, reference("surveys.id"), primary_key=True),
    Column("question", Integer, primary_key=True),
    Column("texts", JSON, nullable=False),
)
