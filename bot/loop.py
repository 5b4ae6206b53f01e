"""The event loop the assistant runs in."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Coroutine
from typing import TypeVar

T = TypeVar("T")


def run_in_loop(work: Coroutine[object, object, T]) -> T:
    """As ``asyncio.run``, on uvloop where there is one: answering a command is mostly the loop's work."""
    with asyncio.Runner(loop_factory=_factory()) as runner:
        return runner.run(work)


def _factory() -> Callable[[], asyncio.AbstractEventLoop] | None:
    try:
        import uvloop
    except ImportError:  # not made for every system
        return None
    return uvloop.new_event_loop
