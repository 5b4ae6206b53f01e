"""A dead man's switch: somebody outside hears from us only while all is well, and raises the alarm when not."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass

import aiohttp
import structlog

from bot.watch.health import Health

log = structlog.get_logger()

_PATIENCE = aiohttp.ClientTimeout(total=10)


@dataclass(frozen=True, slots=True)
class Heartbeat:
    health: Health
    url: str
    every_seconds: float

    async def run(self) -> None:
        """Until cancelled."""
        async with aiohttp.ClientSession(timeout=_PATIENCE, trust_env=True) as session:
            while True:
                if await self.health.well():
                    await self._ping(session)
                else:
                    log.error("heartbeat.withheld", **await self.health.ready())
                await asyncio.sleep(self.every_seconds)

    async def _ping(self, session: aiohttp.ClientSession) -> None:
        """Whoever misses it raises the alarm, so a failure is no more than noted."""
        try:
            async with session.get(self.url) as answer:
                if answer.status >= 400:
                    log.warning("heartbeat.refused", status=answer.status)
        except (aiohttp.ClientError, TimeoutError, OSError) as error:
            log.warning("heartbeat.not_heard", error=type(error).__name__)
