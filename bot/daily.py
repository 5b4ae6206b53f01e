"""Once a day: what may no longer be kept goes, keepers of registers are reminded, and what is planned is checked."""

from __future__ import annotations

import asyncio
from dataclasses import Field, asdict
from datetime import UTC, datetime, time, timedelta
from typing import ClassVar, Protocol

import structlog
from apscheduler.schedulers.asyncio import AsyncIOScheduler
from apscheduler.triggers.cron import CronTrigger

log = structlog.get_logger()

# At night in all of the Union.
_NIGHT = time(1, 30, tzinfo=UTC)


def next_night(after: datetime) -> datetime:
    """When the round after this instant is made."""
    night = datetime.combine(after.astimezone(UTC), _NIGHT)
    return night if night > after else night + timedelta(days=1)


class Done(Protocol):
    """A dataclass of numbers."""

    __dataclass_fields__: ClassVar[dict[str, Field[object]]]


class Round(Protocol):
    async def round(self) -> Done: ...


class DailyRound:
    """Holds no truth: what is due stands in the requests. The round at the start makes up for one that was missed."""

    def __init__(self, **rounds: Round) -> None:
        self._rounds = rounds
        self._bell = asyncio.Event()

    async def run(self) -> None:
        """Until cancelled."""
        scheduler = AsyncIOScheduler(
            timezone="UTC", job_defaults={"misfire_grace_time": None, "coalesce": True}
        )
        night = CronTrigger(hour=_NIGHT.hour, minute=_NIGHT.minute, timezone="UTC")
        scheduler.add_job(self._ring, night, id="round")
        scheduler.start()
        self._bell.set()
        try:
            while True:
                await self._bell.wait()
                self._bell.clear()
                await self._round()
        finally:
            scheduler.shutdown(wait=False)

    async def _ring(self) -> None:
        """A coroutine, for the scheduler calls anything else in a thread."""
        self._bell.set()

    async def _round(self) -> None:
        for name, each in self._rounds.items():
            try:
                log.info(f"{name}.round", **asdict(await each.round()))
            except Exception:
                # The next round finds what this one has left.
                log.exception(f"{name}.round_failed")
