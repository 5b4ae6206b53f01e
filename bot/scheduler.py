"""Wakes the mailman: at the next due instant, after every change, and at a steady sweep that misses nothing."""

from __future__ import annotations

import asyncio
from contextlib import suppress
from datetime import UTC, datetime, timedelta

import structlog
from apscheduler.schedulers.asyncio import AsyncIOScheduler
from apscheduler.triggers.date import DateTrigger

from bot.delivery import Mailman
from bot.watch.pulse import Pulse
from core.outbox import Mailroom

log = structlog.get_logger()

# By default a job is left out when it is late, or while it still runs: each time a wake-up would be lost.
_NEVER_SKIPPED = {"misfire_grace_time": None, "coalesce": True, "max_instances": 1_000}
_PAUSE = 1.0
# What is due and cannot be taken yet is asked for again, but not all the time.
_LEAST = timedelta(milliseconds=20)
_LAST_SECONDS = 10.0


class Waker:
    """Holds no truth: what is due stands in the outbox, and a lost wake-up costs one sweep at most.

    ``bell`` is rung by whatever changes something. The sweep needs no scheduler, so that one that is stuck
    makes nothing late for longer than that.
    """

    def __init__(
        self,
        mailman: Mailman,
        mailroom: Mailroom,
        bell: asyncio.Event,
        sweep_seconds: float,
        pulse: Pulse,
    ) -> None:
        self._mailman = mailman
        self._mailroom = mailroom
        self._pulse = pulse
        self._bell = bell
        self._sweep_seconds = sweep_seconds
        self._scheduler = AsyncIOScheduler(timezone="UTC", job_defaults=_NEVER_SKIPPED)

    async def run(self) -> None:
        """Until cancelled."""
        self._scheduler.start()
        self._bell.set()
        try:
            while True:
                # Not `wait_for`: in Python 3.11 it forgets that it was cancelled, if the bell rings just then.
                with suppress(TimeoutError):
                    async with asyncio.timeout(self._sweep_seconds):
                        await self._bell.wait()
                self._bell.clear()
                await self._round()
        finally:
            self._scheduler.shutdown(wait=False)
            await self._mailman.finish(_LAST_SECONDS)

    async def _round(self) -> None:
        try:
            await self._mailman.take_due(self._bell.set)
            self._at(await self._mailroom.next_due())
            self._pulse.beat()
        except Exception:
            # The sweep comes again; what is due stays due.
            log.exception("waker.round_failed")
            await asyncio.sleep(_PAUSE)

    async def _ring(self) -> None:
        """A coroutine, for the scheduler calls anything else in a thread, where a bell rings unheard."""
        self._bell.set()

    def _at(self, due: datetime | None) -> None:
        """By the mailman's clock: the scheduler's own may be another, and what is over by that one rings at once."""
        if due is not None:
            wait = max(due - self._mailman.clock.now(), _LEAST)
            at = DateTrigger(datetime.now(UTC) + wait)
            self._scheduler.add_job(self._ring, at, id="next due", replace_existing=True)
