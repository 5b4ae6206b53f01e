"""What was changed of people, authorities and registers, in chains."""

from __future__ import annotations

from sqlalchemy import JSON, Column, Integer, Table, Text, UniqueConstraint

from storage.columns import Instant
from storage.metadata import metadata, reference

upkeeps = Table(
    "upkeeps",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("happened", Instant, nullable=False),
    # Nobody: the operator, on the command line.
    Column("person", Text, reference("people.id")),
    Column("authority", Text, reference("authorities.id")),
    Column("deed", Text, nullable=False),
    Column("subject", Text, nullable=False, index=True),
    Column("parts", JSON, nullable=False),
    # What was changed of one person, authority or register is a chain, as the entries of one request are.
    Column("place", Integer, nullable=False, server_default="0"),
    Column("seal", Text, nullable=False, server_default=""),
    UniqueConstraint("subject", "place"),
)

# How many changes there are of each: so that those at its end are missed too.
upkeep_chains = Table(
    "upkeep_chains",
    metadata,
    Column("subject", Text, primary_key=True),
    Column("entries", Integer, nullable=False),
)
