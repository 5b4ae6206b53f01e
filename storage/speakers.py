"""Who speaks from an address, asked with every single message: those who speak at once share a query."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from core.people import Address, Person
from storage.engine import Database
from storage.gathering import Gathered
from storage.keys import keyed
from storage.people import PEOPLE, person_of
from storage.tables import addresses, people

_PLACE = (addresses.c.platform, addresses.c.workspace, addresses.c.account)
_PLACES, _IS_PLACE = keyed(*_PLACE)
_AT = (
    PEOPLE.add_columns(*_PLACE)
    .join(addresses, addresses.c.person == people.c.id)
    .join(_PLACES, _IS_PLACE)
    .where(people.c.active)
)


class SqlSpeakers:
    def __init__(self, database: Database) -> None:
        self._database = database
        self._gathered = Gathered(self._find)

    async def at(self, address: Address) -> Person | None:
        return await self._gathered.get(address)

    async def _find(self, wanted: Collection[Address]) -> Mapping[Address, Person]:
        keys = [(each.platform, each.workspace, each.account) for each in wanted]
        async with self._database.reader.connect() as connection:
            found = await connection.execute(_AT, {"keys": keys})
            return {
                Address(row.platform, row.workspace, row.account): person_of(row) for row in found
            }
