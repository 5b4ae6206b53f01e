"""Once a day: what the law no longer lets us keep is blocked or deleted."""

from __future__ import annotations

import asyncio
from dataclasses import asdict

import structlog
from apscheduler.schedulers.asyncio import AsyncIOScheduler
from apscheduler.triggers.cron import CronTrigger

from core.custodian import Custodian

log = structlog.get_logger()

# At night in all of the Union, in UTC.
_HOUR, _MINUTE = 1, 30


class DailyRound:
    """Holds no truth: what is due stands in the requests. The round at the start makes up for one that was missed."""

    def __init__(self, custodian: Custodian) -> None:
        self._custodian = custodian
        self._bell = asyncio.Event()

    async def run(self) -> None:
        """Until cancelled."""
        scheduler = AsyncIOScheduler(
            timezone="UTC", job_defaults={"misfire_grace_time": None, "coalesce": True}
        )
        night = CronTrigger(hour=_HOUR, minute=_MINUTE, timezone="UTC")
        scheduler.add_job(self._bell.set, night, id="round")
        scheduler.start()
        self._bell.set()
        try:
            while True:
                await self._bell.wait()
                self._bell.clear()
                await self._round()
        finally:
            scheduler.shutdown(wait=False)

    async def _round(self) -> None:
        try:
            done = await self._custodian.round()
            log.info("custodian.round", **asdict(done))
        except Exception:
            # The next round finds what this one has left.
            log.exception("custodian.round_failed")
