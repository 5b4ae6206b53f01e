"""The database schema; nothing outside this package names a table."""

from __future__ import annotations

from sqlalchemy import (
    JSON,
    Boolean,
    Column,
    Date,
    Index,
    Integer,
    Table,
    Text,
    UniqueConstraint,
    text,
)

from storage.columns import Instant
from storage.directory_tables import authorities as authorities
from storage.directory_tables import authority_edits as authority_edits
from storage.directory_tables import authority_names as authority_names
from storage.directory_tables import coordinators as coordinators
from storage.directory_tables import register_reports as register_reports
from storage.directory_tables import registers as registers
from storage.directory_tables import search_indexes as search_indexes
from storage.directory_tables import spared as spared
from storage.directory_tables import stamps as stamps
from storage.directory_tables import workflows as workflows
from storage.file_tables import files as files
from storage.file_tables import request_files as request_files
from storage.installation_tables import installations as installations
from storage.metadata import metadata as metadata
from storage.metadata import reference
from storage.people_tables import applications as applications
from storage.people_tables import sightings as sightings
from storage.practice_tables import practice_lessons as practice_lessons
from storage.practice_tables import practices as practices
from storage.reminder_tables import feeds as feeds
from storage.reminder_tables import habits as habits
from storage.reminder_tables import pauses as pauses
from storage.survey_tables import survey_people as survey_people
from storage.survey_tables import survey_tallies as survey_tallies
from storage.survey_tables import survey_texts as survey_texts
from storage.survey_tables import surveys as surveys
from storage.training_tables import enrolments as enrolments
from storage.training_tables import materials as materials
from storage.training_tables import training_wishes as training_wishes
from storage.training_tables import trainings as trainings
from storage.upkeep_tables import upkeep_chains as upkeep_chains
from storage.upkeep_tables import upkeeps as upkeeps

people = Table(
    "people",
    metadata,
    Column("id", Text, primary_key=True),
    Column("name", Text, nullable=False),
    Column("language", Text, nullable=False),
    Column("time_zone", Text, nullable=False),
    Column("active", Boolean, nullable=False),
    Column("agreed", Integer, nullable=False, server_default="1"),
)

memberships = Table(
    "memberships",
    metadata,
    Column("person", Text, reference("people.id"), primary_key=True),
    Column("position", Integer, primary_key=True),
    Column("authority", Text, reference("authorities.id"), nullable=False, index=True),
    Column("area", Text, nullable=False),
    Column("roles", Text, nullable=False),
)

deputies = Table(
    "deputies",
    metadata,
    Column("person", Text, reference("people.id"), primary_key=True),
    Column("position", Integer, primary_key=True),
    Column("deputy", Text, reference("people.id"), nullable=False, index=True),
)

favourites = Table(
    "favourites",
    metadata,
    Column("person", Text, reference("people.id"), primary_key=True),
    Column("authority", Text, reference("authorities.id"), primary_key=True),
    Column("since", Instant, nullable=False),
)

addresses = Table(
    "addresses",
    metadata,
    Column("platform", Text, primary_key=True),
    Column("workspace", Text, primary_key=True),
    Column("account", Text, primary_key=True),
    Column("person", Text, reference("people.id"), nullable=False, index=True),
    Column("position", Integer, nullable=False),
)

link_codes = Table(
    "link_codes",
    metadata,
    Column("name", Text, primary_key=True),
    Column("digest", Text, nullable=False),
    Column("person", Text, reference("people.id"), nullable=False, index=True),
    Column("expires", Instant, nullable=False),
    Column("tries", Integer, nullable=False),
)

rooms = Table(
    "rooms",
    metadata,
    Column("id", Text, primary_key=True),
    Column("authority", Text, reference("authorities.id"), nullable=False, index=True),
    Column("name", Text, nullable=False),
    Column("language", Text, nullable=False),
    Column("time_zone", Text, nullable=False),
    Column("platform", Text, nullable=False),
    Column("workspace", Text, nullable=False),
    Column("account", Text, nullable=False),
    UniqueConstraint("platform", "workspace", "account"),
)

series = Table(
    "series",
    metadata,
    Column("country", Text, primary_key=True),
    Column("year", Integer, primary_key=True, autoincrement=False),
    Column("last", Integer, nullable=False),
)

requests = Table(
    "requests",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("reference", Text, nullable=False, unique=True),
    Column("version", Integer, nullable=False),
    Column("state", Text, nullable=False),
    Column("area", Text, nullable=False),
    Column("asker", Text, reference("authorities.id"), nullable=False),
    Column("answerer", Text, reference("authorities.id"), nullable=False),
    Column("asker_country", Text, nullable=False),
    Column("answerer_country", Text, nullable=False),
    Column("author", Text, reference("people.id"), nullable=False),
    Column("handler", Text, reference("people.id")),
    # No foreign keys: SQLite cannot add one to a table that has rows which others refer to.
    Column("coordinator", Text),
    Column("whole", Integer),
    Column("wished", Date, nullable=False),
    Column("agreed", Date),
    Column("created", Instant, nullable=False),
    Column("updated", Instant, nullable=False),
    # Where it stands, beside what is in the document: lists are made without reading that.
    Column("proposed", Date),
    Column("sent", Instant),
    Column("accepted", Instant),
    Column("last_by", Text, nullable=False, server_default=""),
    Column("closed", Instant),
    Column("blocked", Instant),
    Column("erased", Instant),
    # How many entries of the audit trail there are: so that those at its end are missed too.
    Column("entries", Integer, nullable=False, server_default="0"),
    Column("document", JSON, nullable=False),
    Index(None, "asker", "state"),
    Index(None, "answerer", "state"),
    Index(None, "author", "created"),
)
# The daily round walks only over what is left to do, and hardly any is with a coordinator.
for _name, _columns, _left in (
    ("requests_to_block", "closed", "blocked IS NULL AND closed IS NOT NULL"),
    ("requests_to_erase", "closed", "erased IS NULL AND closed IS NOT NULL"),
    ("requests_drafts", "updated", "state = 'draft'"),
    ("requests_coordinator_state", "coordinator state", "coordinator IS NOT NULL"),
):
    _indexed = [requests.c[each] for each in _columns.split()]
    Index(_name, *_indexed, sqlite_where=text(_left), postgresql_where=text(_left))

handlings = Table(
    "handlings",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("request", Integer, reference("requests.id"), nullable=False, index=True),
    Column("happened", Instant, nullable=False),
    Column("deed", Text, nullable=False),
    Column("person", Text, reference("people.id")),
    Column("authority", Text, reference("authorities.id")),
    Column("ground", Text, nullable=False),
)

audit = Table(
    "audit",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("request", Integer, reference("requests.id"), nullable=False),
    Column("happened", Instant, nullable=False),
    Column("person", Text, reference("people.id"), nullable=False),
    Column("authority", Text, reference("authorities.id"), nullable=False),
    Column("action", Text, nullable=False),
    Column("before", Text),
    Column("after", Text, nullable=False),
    Column("details", JSON, nullable=False),
    # The entries of one request are a chain: each is sealed together with the one before it.
    Column("place", Integer, nullable=False, server_default="0"),
    Column("seal", Text, nullable=False, server_default=""),
    # By which those of a request are found too.
    UniqueConstraint("request", "place"),
)

# What is said to whom, and what became of it. Settling a row changes nothing that an index has, so that PostgreSQL
# changes it in place, for which its pages have room.
outbox = Table(
    "outbox",
    metadata,
    Column("id", Text, primary_key=True),
    Column("topic", Text, nullable=False),
    Column("subject", Text, nullable=False),
    Column("recipient", Text, nullable=False),
    Column("kind", Text, nullable=False),
    Column("due", Instant, nullable=False),
    Column("local", Date, nullable=False),
    Column("details", JSON, nullable=False),
    Column("progress", Text, nullable=False),
    Column("attempts", Integer, nullable=False),
    Column("settled", Instant),
    Column("language", Text),
    Column("platform", Text),
    Column("workspace", Text),
    Column("account", Text),
    Column("receipt", Text, nullable=False),
    Column("problem", Text, nullable=False),
    Index("outbox_subject", "subject", "topic"),
    sqlite_with_rowid=False,
    postgresql_with={"fillfactor": 50},
)

# What one reader is told, and when: neither column ever changes.
Index("outbox_recipient", outbox.c.recipient, outbox.c.due)

# The few that were given up, for an operator to look at.
Index(
    "outbox_given_up",
    outbox.c.due,
    sqlite_where=text("problem != ''"),
    postgresql_where=text("problem != ''"),
)

# What is left to do of the outbox, under the same names, which sort by their instant: a narrow table, so that a
# worker finds, holds and ends a thousand rows on a few pages. While a row is here, how it stands is said here, and
# the outbox still says that it is planned. A claim or a retry sets ``held``, the instant before which nobody touches
# it; that is in no index either.
queue = Table(
    "queue",
    metadata,
    Column("id", Text, primary_key=True),
    Column("due", Instant, nullable=False),
    Column("held", Instant),
    Column("progress", Text, nullable=False),
    Column("attempts", Integer, nullable=False),
    Column("problem", Text, nullable=False),
    sqlite_with_rowid=False,
    postgresql_with={"fillfactor": 50},
)

talks = Table(
    "talks",
    metadata,
    Column("platform", Text, primary_key=True),
    Column("workspace", Text, primary_key=True),
    Column("account", Text, primary_key=True),
    Column("room", Text, primary_key=True),
    Column("document", Text, nullable=False),
    Column("updated", Instant, nullable=False),
)

events = Table(
    "events",
    metadata,
    Column("platform", Text, primary_key=True),
    Column("event", Text, primary_key=True),
    Column("taken", Instant, nullable=False),
)

leases = Table(
    "leases",
    metadata,
    Column("name", Text, primary_key=True),
    Column("holder", Text, nullable=False),
    Column("until", Instant, nullable=False),
)

marks = Table(
    "marks",
    metadata,
    Column("name", Text, primary_key=True),
    Column("value", Text, nullable=False),
)
