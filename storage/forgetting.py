"""Everything that is kept about somebody but who they were and what they did."""

from __future__ import annotations

from sqlalchemy import ColumnElement, Table, bindparam, delete, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from core.habits import owner_person
from core.outbox import Progress, Recipient
from core.people import PersonId
from storage import tables
from storage.people_tables import consents
from storage.queue import IS_OUT, delete_from_outbox, deleting, deleting_in_order


def _from_their_places(table: Table) -> ColumnElement[bool]:
    """Rows of what was said from an account of this person."""
    return (
        select(tables.addresses.c.person)
        .where(
            tables.addresses.c.person == bindparam("person"),
            tables.addresses.c.platform == table.c.platform,
            tables.addresses.c.workspace == table.c.workspace,
            tables.addresses.c.account == table.c.account,
        )
        .exists()
    )


_FORGET_SAID = tuple(
    delete(table).where(_from_their_places(table)) for table in (tables.applications, tables.talks)
)
# What is kept about somebody for as long as they are known.
ABOUT = (
    (tables.addresses, "person"),
    (tables.deputies, "person"),
    (tables.deputies, "deputy"),
    (tables.favourites, "person"),
    (tables.link_codes, "person"),
    (tables.sightings, "person"),
    (tables.pauses, "person"),
    (tables.feeds, "person"),
    (consents, "person"),
    (tables.enrolments, "person"),
    (tables.training_wishes, "person"),
    (tables.survey_people, "person"),
    (tables.practices, "person"),
    (tables.practice_lessons, "person"),
)
_HABITS = delete(tables.habits).where(tables.habits.c.owner == bindparam("owner"))


_O = tables.outbox
_TO_READER = _O.c.recipient == bindparam("reader")
# That something was said, and when, has to be proved; where somebody could be reached has not.
_UNPLACED = (
    update(_O)
    .where(_TO_READER)
    .values(platform=None, workspace=None, account=None, receipt="", details={})
)
_UNSAID = (
    deleting_in_order(
        tables.queue,
        tables.queue.c.id.in_(select(_O.c.id).where(_TO_READER)),
        tables.queue.c.progress == Progress.PLANNED.value,
    ),
    update(_O)
    .where(_TO_READER, _O.c.progress == Progress.PLANNED.value, IS_OUT)
    .values(progress=Progress.CANCELLED.value),
)
_PLACES = select(tables.addresses).where(tables.addresses.c.person == bindparam("person"))


async def _forget_messages(connection: AsyncConnection, person: PersonId) -> None:
    """What was said to a guest is kept under the account itself."""
    for place in (await connection.execute(_PLACES, {"person": person})).all():
        account = f" {place.platform} {place.workspace} {place.account}"
        of_guest = _O.c.recipient.like("guest:%"), _O.c.recipient.endswith(account, autoescape=True)
        await delete_from_outbox(connection, deleting(*of_guest))
    for change in (*_UNSAID, _UNPLACED):
        await connection.execute(change, {"reader": Recipient(person=person).key})


async def forget(connection: AsyncConnection, person: PersonId) -> None:
    await _forget_messages(connection, person)
    for said in _FORGET_SAID:
        await connection.execute(said, {"person": person})
    await connection.execute(_HABITS, {"owner": owner_person(person)})
    for table, column in ABOUT:
        await connection.execute(delete(table).where(table.c[column] == person))
