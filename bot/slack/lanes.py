"""Work beside the answering: in order for one person in one place, side by side for all others.

What only reads is kept in order with what changes something, not with what only reads as well.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Coroutine, Hashable
from dataclasses import dataclass, field
from enum import Enum
from functools import partial
from typing import TypeVar

from bot.channel import NotDelivered
from bot.slack.failures import broke

T = TypeVar("T")
# In seconds.
_TICK = 0.05


class Order(Enum):
    """How a piece of work stands to the others of its lane."""

    IN_TURN = "after all of them"
    READING = "beside those that only read as well"
    FREE = "beside all of them"


@dataclass(slots=True)
class _Lane:
    """What is under way in it: the last that changes something, and those that only read, begun after it."""

    change: asyncio.Task[object] | None = None
    reading: set[asyncio.Task[object]] = field(default_factory=set)

    def before(self, *, reads: bool) -> set[asyncio.Task[object]]:
        change = {self.change} if self.change else set()
        return change if reads else change | self.reading

    def enter(self, task: asyncio.Task[T], *, reads: bool) -> None:
        if reads:
            self.reading.add(task)
        else:
            self.change, self.reading = task, set()

    def leave(self, task: asyncio.Task[T]) -> None:
        self.reading.discard(task)
        if self.change is task:
            self.change = None

    @property
    def is_empty(self) -> bool:
        return not self.change and not self.reading


class Alarms:
    """Rings for all who wait at once, a few times a second: a timer for each costs more than most answers take."""

    def __init__(self) -> None:
        self._waiting: dict[int, list[asyncio.Future[None]]] = {}

    def set(self, within: float) -> asyncio.Future[None]:
        """Done after so many seconds, or a little later."""
        loop = asyncio.get_running_loop()
        tick = int((loop.time() + within) / _TICK) + 1
        if tick not in self._waiting:
            self._waiting[tick] = []
            loop.call_at(tick * _TICK, self._ring, tick)
        over = loop.create_future()
        self._waiting[tick].append(over)
        return over

    def _ring(self, tick: int) -> None:
        for over in self._waiting.pop(tick):
            _tell(over)


def _tell(over: asyncio.Future[None], _task: object = None) -> None:
    if not over.done():
        over.set_result(None)


class Lanes:
    def __init__(self, log: logging.Logger) -> None:
        self._log = log
        self._lanes: dict[Hashable, _Lane] = {}
        self._running: set[asyncio.Task[object]] = set()
        self._alarms = Alarms()

    async def ended(self, task: asyncio.Task[T], within: float) -> bool:
        """Whether it ends in so many seconds."""
        over = self._alarms.set(within)
        task.add_done_callback(partial(_tell, over))
        await over
        return task.done()

    def start(
        self, lane: Hashable, work: Coroutine[object, object, T], order: Order = Order.IN_TURN
    ) -> asyncio.Task[T]:
        if order is Order.FREE:
            return self._kept(asyncio.create_task(work))
        place, reads = self._lanes.setdefault(lane, _Lane()), order is Order.READING
        before = place.before(reads=reads)
        task = asyncio.create_task(_after(before, work) if before else work)
        self._running.add(task)
        place.enter(task, reads=reads)
        task.add_done_callback(partial(self._left, lane, place))
        return task

    def beside(self, work: Coroutine[object, object, None]) -> None:
        """Something nobody waits for; that it failed is logged."""
        self._kept(asyncio.create_task(self._logged(work)))

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

    def _kept(self, task: asyncio.Task[T]) -> asyncio.Task[T]:
        self._running.add(task)
        task.add_done_callback(self._running.discard)
        return task

    def _left(self, lane: Hashable, place: _Lane, task: asyncio.Task[T]) -> None:
        self._running.discard(task)
        place.leave(task)
        if place.is_empty:
            self._lanes.pop(lane, None)


async def _after(before: set[asyncio.Task[object]], work: Coroutine[object, object, T]) -> T:
    try:
        await asyncio.wait(before)
    except asyncio.CancelledError:
        work.close()
        raise
    return await work
