"""Who wakes the mailman stops when told to, whatever rings meanwhile."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import Literal

from bot.scheduler import Waker
from bot.watch.pulse import Pulse
from tests.support.world import MovableClock, a_world, sqlite_url


class Heard(asyncio.Event):
    """A bell that tells when somebody listens for it again."""

    def __init__(self) -> None:
        super().__init__()
        self.awaited = asyncio.Event()

    async def wait(self) -> Literal[True]:
        if not self.is_set():
            self.awaited.set()
        return await super().wait()


async def test_whoever_is_stopped_in_the_moment_the_bell_rings_stops(tmp_path: Path) -> None:
    """What is sent last rings, and a shutdown may come just then."""
    world = await a_world(sqlite_url(tmp_path), MovableClock())
    assistant, bell = world.assistant, Heard()
    waker = Waker(assistant.mailman, assistant.mailroom, bell, 600.0, Pulse())
    running = asyncio.create_task(waker.run())
    await bell.awaited.wait()
    bell.set()
    running.cancel()
    stopped, _still = await asyncio.wait({running}, timeout=20)
    running.cancel()
    await asyncio.gather(running, return_exceptions=True)
    assert stopped
    await assistant.close()
