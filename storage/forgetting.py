"""Everything that is kept about somebody but who they were and what they did."""

from __future__ import annotations

from sqlalchemy import ColumnElement, Table, bindparam, delete, select
from sqlalchemy.ext.asyncio import AsyncConnection

from core.people import PersonId
from storage import tables
from storage.people_tables import consents


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
)
_HABITS = delete(tables.habits).where(tables.habits.c.owner == bindparam("owner"))


async def forget(connection: AsyncConnection, person: PersonId) -> None:
    for said in _FORGET_SAID:
        await connection.execute(said, {"person": person})
    await connection.execute(_HABITS, {"owner": f"person:{person}"})
    for table, column in ABOUT:
        await connection.execute(delete(table).where(table.c[column] == person))
