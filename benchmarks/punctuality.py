"""How late messages are, and how much of a platform's limit is used: `python -m benchmarks.punctuality`.

The real worker with the real clock, on SQLite: woken for messages that fall due one after the other, and before a
platform that takes so many a second. Half a minute each.
"""

from __future__ import annotations

import asyncio
import logging
import tempfile
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from statistics import median, quantiles

import structlog

from bot.app import Assistant, assemble
from bot.channel import Letter, TryLater
from bot.config import Config
from bot.scheduler import Waker
from bot.settings import Database
from chat.mailing import Mailing, News
from chat.message import Reply, say
from core.clock import SystemClock
from core.outbox import Planned, Recipient, Topic
from core.people import Address, Guest
from core.text import as_written
from storage import migrations
from tests.support.mailings import says_only

_DUE, _APART = 2_000, timedelta(milliseconds=10)
_SWEEP = 30
_READERS = 50
_CLOCK = SystemClock()

Rows = Mapping[str, float]


@dataclass
class Platform:
    """Takes everything, or ``burst`` at once and then one in so many ``seconds``; keeps when each came."""

    seconds: float = 0
    burst: int = 1
    everywhere: bool = False
    platform: str = "bench"
    came: dict[str, datetime] = field(default_factory=dict)
    full: datetime = field(default_factory=_CLOCK.now)
    refused: int = 0
    expected: int = 0
    complete: asyncio.Event = field(default_factory=asyncio.Event)

    async def deliver(self, letter: Letter) -> str:
        now = _CLOCK.now()
        self.full = max(self.full, now)
        wait = (self.full - now).total_seconds() - self.seconds * (self.burst - 1)
        if wait > 0:
            self.refused += 1
            raise TryLater("limited", wait, step=self.seconds, everywhere=self.everywhere)
        self.full += timedelta(seconds=self.seconds)
        self.came[letter.id] = now
        if len(self.came) == self.expected:
            self.complete.set()
        return letter.id

    async def reconcile(self, letter: Letter) -> str | None:
        return letter.id if letter.id in self.came else None

    async def revise(self, letter: Letter, receipt: str) -> None:
        """Nothing of what is sent here is changed."""


async def _write(_news: News) -> Reply | None:
    return say(as_written("Something is due."))


def _planned(number: int, due: datetime, readers: int) -> Planned:
    guest = Guest(Address("bench", "", f"r{number % readers}"), "en", "UTC")
    return Planned(Topic("bench", str(number)), Recipient(guest=guest), "due", due, due.date())


async def _worked(platform: Platform, rows: Callable[[], Sequence[Planned]]) -> Sequence[Planned]:
    """Until all have come."""
    with tempfile.TemporaryDirectory() as folder:
        url = f"sqlite:///{Path(folder) / 'imi.sqlite3'}"
        await migrations.upgrade(url)
        bell = asyncio.Event()
        assistant = assemble(Config(database=Database(url=url)), changed=bell.set)
        planned = await _plan(assistant, rows)
        assistant.mailman.channels["bench"] = platform
        says_only(assistant.mailman, Mailing("bench", _write))
        platform.expected = len(planned)
        worker = Waker(assistant.mailman, assistant.mailroom, bell, _SWEEP, assistant.pulse)
        working = asyncio.create_task(worker.run())
        await platform.complete.wait()
        working.cancel()
        await asyncio.gather(working, return_exceptions=True)
        await assistant.close()
    return planned


async def _plan(assistant: Assistant, rows: Callable[[], Sequence[Planned]]) -> Sequence[Planned]:
    planned = rows()
    async with assistant.services.works.writing() as work:
        await work.outbox.plan(planned)
        await work.commit()
    return planned


async def _lateness() -> Rows:
    platform = Platform()

    def rows() -> Sequence[Planned]:
        first = _CLOCK.now() + timedelta(seconds=3)
        return [_planned(n, first + _APART * n, _READERS) for n in range(_DUE)]

    planned = await _worked(platform, rows)
    first = min(row.due for row in planned)
    dues = sorted(row.due for row in planned)
    late = sorted(
        (came - due).total_seconds()
        for came, due in zip(sorted(platform.came.values()), dues, strict=True)
    )
    assert min(platform.came.values()) >= first, "nothing comes before its hour"
    return {"median s": round(median(late), 3), "p99 s": round(quantiles(late, n=100)[98], 3)}


async def _used(platform: Platform, number: int) -> Rows:
    """Of what the platform permits, from the moment the burst is over."""
    now = _CLOCK.now()
    await _worked(platform, lambda: [_planned(n, now, 1) for n in range(number)])
    came = sorted(platform.came.values())[platform.burst - 1 :]
    took = (came[-1] - came[0]).total_seconds()
    permitted = (len(came) - 1) * platform.seconds
    return {"used": round(permitted / took, 3), "refused": platform.refused}


def run() -> dict[str, Rows]:
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.ERROR))
    return {
        "lateness, nothing limits": asyncio.run(_lateness()),
        "Slack, 1/s per channel": asyncio.run(_used(Platform(seconds=1), 30)),
        "Synapse, 0.2/s, 10 at once": asyncio.run(
            _used(Platform(seconds=5, burst=10, everywhere=True), 16)
        ),
    }


def table(found: Mapping[str, Rows]) -> str:
    return "\n".join(
        f"{name:<28} " + "  ".join(f"{key} {value}" for key, value in row.items())
        for name, row in found.items()
    )


if __name__ == "__main__":
    print(table(run()))
