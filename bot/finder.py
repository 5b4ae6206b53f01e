"""The authority index in memory, kept in step with the database."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Container, Sequence

from core.authorities import Authority, AuthorityName
from core.finding import Found
from core.people import AreaId, AuthorityId
from core.search import Entry, Hit, Index, Name, Vocabulary
from core.work import Works


class LiveFinder:
    """Builds the index at first use, and anew when the database says that an authority has changed."""

    def __init__(self, works: Works, vocabulary: Callable[[], Vocabulary]) -> None:
        self._works = works
        self._vocabulary = vocabulary
        self._stamp: str | None = None
        self._index: Index | None = None
        self._building = asyncio.Lock()

    async def find(
        self,
        said: str,
        *,
        limit: int = 5,
        country: str | None = None,
        area: AreaId | None = None,
        prefer: Container[str] = (),
    ) -> Sequence[Found]:
        index = await self._current()
        hits = index.find(said, limit=limit, country=country, area=area, prefer=prefer)
        async with self._works.reading() as work:
            known = await work.authorities.many([AuthorityId(hit.id) for hit in hits])
        return [_found(hit, known[id]) for hit in hits if (id := AuthorityId(hit.id)) in known]

    async def _current(self) -> Index:
        async with self._works.reading() as work:
            stamp = await work.authorities.stamp()
        if self._index is None or stamp != self._stamp:
            async with self._building:
                if self._index is None or stamp != self._stamp:
                    self._index = await self._build()
                    self._stamp = stamp
        return self._index

    async def _build(self) -> Index:
        async with self._works.reading() as work:
            entries = [_entry(authority) async for authority in work.authorities.all()]
        return await asyncio.to_thread(Index.build, entries, self._vocabulary())


def _entry(authority: Authority) -> Entry:
    names = tuple(Name(name.text, name.language, name.kind) for name in authority.names)
    return Entry(
        id=authority.id,
        country=authority.country,
        city=authority.city,
        names=names,
        areas=frozenset(authority.areas),
    )


def _found(hit: Hit, authority: Authority) -> Found:
    matched = AuthorityName(hit.name.text, hit.name.language, hit.name.kind)
    return Found(authority, matched, hit.confident)
