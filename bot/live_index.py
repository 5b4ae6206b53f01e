"""A search index in memory, in step with the database: what has changed there is found at the next search.

Every replica has its own. One that was built is kept in the database as well, so that whoever starts next has only
to take in what has changed since; where that fails, or is too much, it is built anew.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterable, Callable, Sequence
from dataclasses import dataclass
from typing import Protocol

import structlog

from core import search
from core.search import Entry, Vocabulary
from core.work import Work, Works

log = structlog.get_logger()

# More than these are not taken in one by one: that would take nearly as long as building all anew.
_MOST_CHANGED = 1_000


class Source(Protocol):
    """What is to be searched."""

    async def stamp(self) -> str:
        """Changes whenever an entry does."""
        ...

    def entries(self, work: Work) -> AsyncIterable[Entry]: ...

    async def changed(self, work: Work, since: str, most: int) -> Sequence[Entry] | None:
        """Those put since a stamp; ``None`` when they are too many, or nobody knows which."""
        ...


class Shelf(Protocol):
    """Keeps the bytes of one index, with the stamp of what they show."""

    async def get(self) -> tuple[str, bytes] | None: ...

    async def put(self, stamp: str, data: bytes) -> None: ...


@dataclass(frozen=True, slots=True)
class _Shown:
    stamp: str
    index: search.Index


class LiveIndex:
    def __init__(
        self,
        works: Works,
        source: Source,
        vocabulary: Callable[[], Vocabulary],
        shelf: Shelf | None = None,
    ) -> None:
        self._works = works
        self._source = source
        self._vocabulary = vocabulary
        self._shelf = shelf
        self._shown: _Shown | None = None
        self._renewing = asyncio.Lock()

    async def current(self) -> search.Index:
        """Never older than the question."""
        stamp = await self._source.stamp()
        if self._shown is None or self._shown.stamp != stamp:
            async with self._renewing:
                if self._shown is None or self._shown.stamp != stamp:
                    self._shown = _Shown(stamp, await self._renewed())
        return self._shown.index

    async def _renewed(self) -> search.Index:
        known = self._shown or await self._kept()
        grown = await self._grown(known) if known else None
        return grown or await self._built()

    async def _grown(self, known: _Shown) -> search.Index | None:
        left = _MOST_CHANGED - len(known.index.fresh)
        async with self._works.reading() as work:
            changed = await self._source.changed(work, known.stamp, left)
        if changed is None:
            return None
        return await asyncio.to_thread(known.index.with_changed, *changed)

    async def _built(self) -> search.Index:
        # A change made meanwhile may be in it or not: whoever knows this stamp takes it in again.
        stamp = await self._source.stamp()
        async with self._works.reading() as work:
            entries = [entry async for entry in self._source.entries(work)]
        index = await asyncio.to_thread(lambda: search.Index.build(entries, self._vocabulary()))
        await self._keep(stamp, index)
        return index

    async def _kept(self) -> _Shown | None:
        if self._shelf is None or (found := await self._shelf.get()) is None:
            return None
        stamp, data = found
        try:
            return _Shown(stamp, await asyncio.to_thread(self._unpacked, data, stamp))
        except search.StaleIndex:
            log.info("index.built_anew")
            return None

    def _unpacked(self, data: bytes, stamp: str) -> search.Index:
        return search.Index.from_bytes(data, self._vocabulary(), stamp)

    async def _keep(self, stamp: str, index: search.Index) -> None:
        if self._shelf is None:
            return
        try:
            await self._shelf.put(stamp, await asyncio.to_thread(index.to_bytes, stamp))
        except Exception as error:
            # The next start takes longer, and nothing else is worse for it.
            log.warning("index.not_kept", error=type(error).__name__)
