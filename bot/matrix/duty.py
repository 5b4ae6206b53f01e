"""Of several assistants one listens: whoever has the lease, as long as they renew it."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import timedelta
from typing import TypeAlias
from uuid import uuid4

import structlog

from core.clock import Clock
from core.talks import Leases

log = structlog.get_logger()

Work: TypeAlias = Callable[[], Awaitable[None]]


@dataclass
class Duty:
    """``lease_seconds``: how long nobody listens, at most, when the one who did has died."""

    leases: Leases
    clock: Clock
    name: str
    lease_seconds: float = 45.0
    holder: str = field(default_factory=lambda: uuid4().hex)
    on_duty: bool = False

    @property
    def _pause(self) -> float:
        return self.lease_seconds / 4

    async def others(self) -> bool:
        """Whether somebody else listens now."""
        return await self.leases.holder(self.name, self.clock.now()) not in (None, self.holder)

    async def perform(self, work: Work, stuck: Callable[[], bool] = bool) -> None:
        """Until cancelled: work while it is ours, wait while it is another's. Who is stuck begins again."""
        try:
            while True:
                if await self._take():
                    await self._while_held(work, stuck)
                await asyncio.sleep(self._pause)
        finally:
            self.on_duty = False
            await self.leases.give_back(self.name, self.holder)

    async def _while_held(self, work: Work, stuck: Callable[[], bool]) -> None:
        log.info("matrix.on_duty")
        self.on_duty = True
        task = asyncio.ensure_future(work())
        try:
            while not task.done():
                await asyncio.wait({task}, timeout=self._pause)
                if stuck() or not await self._take():
                    log.warning("matrix.off_duty", stuck=stuck())
                    return
        finally:
            self.on_duty = False
            task.cancel()
            with suppress(asyncio.CancelledError):
                await task

    async def _take(self) -> bool:
        """A database that does not answer lets nobody listen: nothing could be remembered."""
        now = self.clock.now()
        until = now + timedelta(seconds=self.lease_seconds)
        try:
            return await self.leases.take(self.name, self.holder, now, until)
        except Exception as error:
            log.warning("matrix.lease", error=type(error).__name__)
            return False
