"""The tables of the directory: authorities, the registers they keep, and what is searched in them."""

from __future__ import annotations

from sqlalchemy import JSON, Boolean, Column, Date, Integer, LargeBinary, Table, Text

from storage.columns import Instant
from storage.metadata import metadata, reference

authorities = Table(
    "authorities",
    metadata,
    Column("id", Text, primary_key=True),
    Column("country", Text, nullable=False, index=True),
    Column("language", Text, nullable=False),
    Column("city", Text, nullable=False),
    Column("contact", Text, nullable=False),
    Column("category", Text, nullable=False),
    Column("region", Text, nullable=False, server_default=""),
    Column("areas", JSON, nullable=False),
    Column("languages", JSON, nullable=False),
    Column("updated", Date),
    # No foreign key: SQLite cannot add one to a table that has rows which others refer to.
    Column("successor", Text),
    Column("revision", Integer, nullable=False, index=True, server_default="0"),
)

authority_names = Table(
    "authority_names",
    metadata,
    Column("authority", Text, reference("authorities.id"), primary_key=True),
    Column("position", Integer, primary_key=True),
    Column("text", Text, nullable=False),
    Column("language", Text, nullable=False),
    Column("kind", Text, nullable=False),
)

coordinators = Table(
    "coordinators",
    metadata,
    Column("authority", Text, reference("authorities.id"), primary_key=True),
    Column("area", Text, primary_key=True),
    Column("coordinator", Text, reference("authorities.id"), nullable=False, index=True),
)

workflows = Table(
    "workflows",
    metadata,
    Column("authority", Text, reference("authorities.id"), primary_key=True),
    Column("area", Text, primary_key=True),
    Column("approval", Boolean, nullable=False),
    Column("allocation", Boolean, nullable=False),
)

stamps = Table(
    "stamps",
    metadata,
    Column("name", Text, primary_key=True),
    Column("value", Text, nullable=False),
    Column("revision", Integer, nullable=False, server_default="0"),
)

# A search index as bytes: anybody can make it anew.
search_indexes = Table(
    "search_indexes",
    metadata,
    Column("name", Text, primary_key=True),
    Column("stamp", Text, nullable=False),
    Column("data", LargeBinary, nullable=False),
)

registers = Table(
    "registers",
    metadata,
    Column("id", Text, primary_key=True),
    Column("country", Text, nullable=False, index=True),
    Column("names", JSON, nullable=False),
    Column("languages", JSON, nullable=False),
    Column("url", Text, nullable=False),
    Column("areas", JSON, nullable=False),
    Column("subject", Text, nullable=False),
    Column("free", Boolean, nullable=False),
    Column("keeper", Text, reference("authorities.id"), index=True),
    Column("checked", Date),
    Column("tried", Instant),
    Column("fault", Text),
)

register_reports = Table(
    "register_reports",
    metadata,
    Column("register", Text, reference("registers.id"), primary_key=True),
    Column("person", Text, reference("people.id"), primary_key=True),
    Column("reported", Instant, nullable=False),
)

spared = Table(
    "spared",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("happened", Instant, nullable=False),
    Column("authority", Text, reference("authorities.id"), nullable=False, index=True),
    Column("country", Text, nullable=False),
    Column("area", Text, nullable=False),
    Column("registers", JSON, nullable=False),
)

authority_edits = Table(
    "authority_edits",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("authority", Text, reference("authorities.id"), nullable=False, index=True),
    Column("happened", Instant, nullable=False),
    Column("person", Text, reference("people.id"), nullable=False),
    Column("before", JSON, nullable=False),
)
