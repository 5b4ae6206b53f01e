"""Work beside the answering: in order for one person in one place, side by side for all others."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Coroutine, Hashable
from typing import TypeVar

from bot.channel import NotDelivered
from bot.slack.failures import broke

T = TypeVar("T")


class Lanes:
    def __init__(self, log: logging.Logger) -> None:
        self._log = log
        self._last: dict[Hashable, asyncio.Task[object]] = {}
        self._running: set[asyncio.Task[object]] = set()

    def start(self, lane: Hashable, work: Coroutine[object, object, T]) -> asyncio.Task[T]:
        before = self._last.get(lane)
        task = asyncio.create_task(_after(before, work) if before else work)
        self._last[lane] = task
        self._running.add(task)
        task.add_done_callback(lambda done: self._done(lane, done))
        return task

    def beside(self, work: Coroutine[object, object, None]) -> None:
        """Something nobody waits for; that it failed is logged."""
        self.start(object(), self._logged(work))

    async def _logged(self, work: Coroutine[object, object, None]) -> None:
        try:
            await work
        except NotDelivered as error:
            self._log.warning("slack: not said: %s", error)
        except Exception as error:
            broke(self._log, error)

    async def idle(self) -> None:
        """Until everything that was begun has ended."""
        while self._running:
            await asyncio.wait(self._running)

    async def close(self, seconds: float) -> None:
        """Let what is under way end; what takes longer is given up."""
        try:
            async with asyncio.timeout(seconds):
                await self.idle()
        except TimeoutError:
            for task in self._running:
                task.cancel()
            await asyncio.gather(*self._running, return_exceptions=True)

    def _done(self, lane: Hashable, task: asyncio.Task[T]) -> None:
        self._running.discard(task)
        if self._last.get(lane) is task:
            del self._last[lane]


async def _after(before: asyncio.Task[object], work: Coroutine[object, object, T]) -> T:
    try:
        await asyncio.wait({before})
    except asyncio.CancelledError:
        work.close()
        raise
    return await work
