"""Who speaks from an address, asked with every single message: those who speak at once share a query."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any

from sqlalchemy import Row, and_

from core.people import Address
from core.practices import Speaker
from storage.engine import Database
from storage.gathering import Gathered
from storage.keys import keyed
from storage.people import PEOPLE, person_of
from storage.practices import practice_in
from storage.tables import addresses, people, practices

_PLACE = (addresses.c.platform, addresses.c.workspace, addresses.c.account)
_PLACES, _IS_PLACE = keyed(*_PLACE)
_AT = (
    PEOPLE.add_columns(*_PLACE, *practices.c)
    .join(addresses, addresses.c.person == people.c.id)
    .outerjoin(practices, and_(practices.c.person == people.c.id, practices.c.inside))
    .join(_PLACES, _IS_PLACE)
    .where(people.c.active)
)


class SqlSpeakers:
    def __init__(self, database: Database) -> None:
        self._database = database
        self._gathered = Gathered(self._find)

    async def at(self, address: Address) -> Speaker | None:
        return await self._gathered.get(address)

    async def _find(self, wanted: Collection[Address]) -> Mapping[Address, Speaker]:
        keys = [(each.platform, each.workspace, each.account) for each in wanted]
        async with self._database.reader.connect() as connection:
            found = await connection.execute(_AT, {"keys": keys})
            return {
                Address(row.platform, row.workspace, row.account): _speaker(row) for row in found
            }


def _speaker(row: Row[Any]) -> Speaker:
    return Speaker(person_of(row), practice_in(row) if row.inside else None)
