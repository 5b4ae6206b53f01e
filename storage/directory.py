"""The directory of authorities as one looks things up in it: those who do so at once share a query."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

from core.authorities import Authority
from core.people import AuthorityId
from storage.authorities import SqlAuthorities
from storage.engine import Database
from storage.gathering import Gathered


class SqlDirectory:
    def __init__(self, database: Database) -> None:
        self._database = database
        self._authorities = Gathered(self._find)
        self._stamps = Gathered(self._stamp)

    async def many(self, ids: Sequence[AuthorityId]) -> Mapping[AuthorityId, Authority]:
        return await self._authorities.many(ids)

    async def stamp(self) -> str:
        return await self._stamps.get("") or ""

    async def _find(self, ids: Collection[AuthorityId]) -> Mapping[AuthorityId, Authority]:
        async with self._database.reader.connect() as connection:
            return await SqlAuthorities(connection).many(list(ids))

    async def _stamp(self, names: Collection[str]) -> Mapping[str, str]:
        async with self._database.reader.connect() as connection:
            return dict.fromkeys(names, await SqlAuthorities(connection).stamp())
