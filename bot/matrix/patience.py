"""Waiting for the homeserver: its limits are kept, its absence is outlasted, its refusals are final."""

from __future__ import annotations

import asyncio
import random
import time
from collections.abc import Awaitable, Callable, Iterator
from typing import TypeVar

import structlog

from bot.matrix.faults import Refused, Silent

log = structlog.get_logger()

T = TypeVar("T")

_UNNAMED_LIMIT_SECONDS = 5.0


def pauses(first: float, longest: float) -> Iterator[float]:
    """Ever longer, and never the same for two who wait."""
    pause = first
    while True:
        yield pause * random.uniform(0.75, 1.25)
        pause = min(pause * 2, longest)


async def patiently(call: Callable[[], Awaitable[T]], seconds: float = 600) -> T:
    """Call until it is answered or refused; after so many seconds the last fault is raised."""
    end = time.monotonic() + seconds
    steps = pauses(0.25, 15)
    while True:
        try:
            return await call()
        except Refused as refused:
            if not refused.is_passing:
                raise
            fault: Refused | Silent = refused
            limit = refused.retry_after or _UNNAMED_LIMIT_SECONDS
            pause = limit if refused.is_limit else next(steps)
        except Silent as silent:
            fault, pause = silent, next(steps)
        if time.monotonic() + pause > end:
            raise fault
        log.info("matrix.waiting", problem=str(fault), seconds=round(pause, 1))
        await asyncio.sleep(pause)
