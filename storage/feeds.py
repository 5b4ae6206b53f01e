"""People's calendars, by the digests of their secret addresses."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import bindparam, delete, select
from sqlalchemy.ext.asyncio import AsyncConnection

from core.feeds import Feed
from core.people import PersonId
from storage.tables import feeds
from storage.upsert import replacing

_OF = select(feeds).where(feeds.c.person == bindparam("whose"))
_AT = select(feeds.c.person).where(feeds.c.digest == bindparam("secret"))
_CLOSE = delete(feeds).where(feeds.c.person == bindparam("whose"))


@dataclass(frozen=True, slots=True)
class SqlFeeds:
    connection: AsyncConnection

    async def of(self, person: PersonId) -> Feed | None:
        row = (await self.connection.execute(_OF, {"whose": person})).one_or_none()
        return Feed(PersonId(row.person), row.digest, row.opened) if row else None

    async def at(self, digest: str) -> PersonId | None:
        found = (await self.connection.execute(_AT, {"secret": digest})).scalar_one_or_none()
        return PersonId(found) if found else None

    async def put(self, feed: Feed) -> None:
        values = {"person": feed.person, "digest": feed.digest, "opened": feed.opened}
        await self.connection.execute(replacing(self.connection, feeds), values)

    async def close(self, person: PersonId) -> None:
        await self.connection.execute(_CLOSE, {"whose": person})
