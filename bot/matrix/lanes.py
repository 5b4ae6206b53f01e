"""One thing at a time for each person, in the order it came; many people at once."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Coroutine
from contextlib import asynccontextmanager
from typing import Any

import structlog

log = structlog.get_logger()


class Lanes:
    def __init__(self) -> None:
        self._locks: dict[str, asyncio.Lock] = {}
        self._waiting: dict[str, int] = {}
        self._tasks: set[asyncio.Task[None]] = set()

    def start(self, person: str, work: Callable[[], Awaitable[None]]) -> asyncio.Task[None]:
        """Begin as soon as everything before it in this person's lane is done."""
        return self.watch(self._queued(person, work))

    def watch(self, work: Coroutine[Any, Any, None]) -> asyncio.Task[None]:
        """In nobody's lane, and finished like the others."""
        task = asyncio.create_task(self._logged(work))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)
        return task

    @asynccontextmanager
    async def turn(self, person: str) -> AsyncIterator[None]:
        """Nothing else happens to this person's conversation meanwhile."""
        lock = self._locks.setdefault(person, asyncio.Lock())
        self._waiting[person] = self._waiting.get(person, 0) + 1
        try:
            async with lock:
                yield
        finally:
            self._waiting[person] -= 1
            if not self._waiting[person]:
                del self._waiting[person], self._locks[person]

    async def finish(self, patience_seconds: float) -> None:
        """Wait for what has begun; what is not done then is given up."""
        if self._tasks:
            await asyncio.wait(self._tasks, timeout=patience_seconds)
        left = tuple(self._tasks)
        for task in left:
            task.cancel()
        await asyncio.gather(*left, return_exceptions=True)

    async def _queued(self, person: str, work: Callable[[], Awaitable[None]]) -> None:
        async with self.turn(person):
            await work()

    async def _logged(self, work: Coroutine[Any, Any, None]) -> None:
        try:
            await work
        except Exception:
            log.exception("matrix.lost")
