"""A search index in memory, kept in step with the database."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterable, Awaitable, Callable

from core.search import Entry, Index, Vocabulary
from core.work import Work, Works


class LiveIndex:
    """Built at first use, and anew when the database says that something has changed."""

    def __init__(
        self,
        works: Works,
        stamp: Callable[[], Awaitable[str]],
        entries: Callable[[Work], AsyncIterable[Entry]],
        vocabulary: Callable[[], Vocabulary],
    ) -> None:
        self._works = works
        self._stamp_of = stamp
        self._entries = entries
        self._vocabulary = vocabulary
        self._stamp: str | None = None
        self._index: Index | None = None
        self._building = asyncio.Lock()

    async def current(self) -> Index:
        stamp = await self._stamp_of()
        if self._index is None or stamp != self._stamp:
            async with self._building:
                if self._index is None or stamp != self._stamp:
                    self._index = await self._build()
                    self._stamp = stamp
        return self._index

    async def _build(self) -> Index:
        async with self._works.reading() as work:
            entries = [entry async for entry in self._entries(work)]
        return await asyncio.to_thread(Index.build, entries, self._vocabulary())
