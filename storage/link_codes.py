"""One-time codes, by which a person is known on another platform."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import bindparam, delete, or_, update
from sqlalchemy.ext.asyncio import AsyncConnection

from core.link_codes import LASTS, LinkCode
from core.people import PersonId
from storage.tables import link_codes
from storage.upsert import replacing

_C = link_codes.c
_TAKE = (
    update(link_codes)
    .where(_C.name == bindparam("wanted"))
    .values(tries=_C.tries + 1)
    .returning(*_C)
)
_FORGET = delete(link_codes).where(_C.person == bindparam("whose"))


@dataclass(frozen=True, slots=True)
class SqlLinkCodes:
    connection: AsyncConnection

    async def put(self, code: LinkCode) -> None:
        old = code.expires - LASTS
        gone = delete(link_codes).where(or_(_C.person == code.person, _C.expires <= old))
        await self.connection.execute(gone)
        values = {
            "name": code.name,
            "digest": code.digest,
            "person": code.person,
            "expires": code.expires,
            "tries": code.tries,
        }
        await self.connection.execute(replacing(self.connection, link_codes), values)

    async def take(self, name: str) -> LinkCode | None:
        row = (await self.connection.execute(_TAKE, {"wanted": name})).one_or_none()
        if row is None:
            return None
        return LinkCode(row.name, row.digest, PersonId(row.person), row.expires, row.tries)

    async def forget(self, person: PersonId) -> None:
        await self.connection.execute(_FORGET, {"whose": person})
