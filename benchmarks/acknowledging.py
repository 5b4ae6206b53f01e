"""How soon Slack's events are acknowledged while a hundred a second come in and the database is slow.

Real signed HTTP from the tests' stand-in of Slack; before each event is taken the database waits.
"""

from __future__ import annotations

import asyncio
import tempfile
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from statistics import quantiles
from time import perf_counter

from core.talks import Events
from tests.support.slack import Person
from tests.support.slack_chat import SlackWorld, a_slack_world
from tests.support.world import MovableClock, sqlite_url

_PER_SECOND, _SECONDS = 100, 10
_SLOW_SECONDS = 0.5
LIMIT_MS = 1000


@dataclass
class SlowEvents:
    """The database's own, half a second late."""

    real: Events

    async def take(self, platform: str, event: str, now: datetime) -> bool:
        await asyncio.sleep(_SLOW_SECONDS)
        return await self.real.take(platform, event, now)


def run() -> dict[str, float]:
    return asyncio.run(_run())


async def _run() -> dict[str, float]:
    with tempfile.TemporaryDirectory() as folder:
        url = sqlite_url(Path(folder))
        async with a_slack_world(url, MovableClock(), "http") as stage:
            await stage.face.stop()
            stage.events = SlowEvents(stage.world.assistant.events)
            await stage.start()
            return await _load(stage)


async def _load(stage: SlackWorld) -> dict[str, float]:
    """In steady steps, however long each takes: whoever is slow does not slow down what comes in."""
    people = [stage.slack.add_person(stage.workspace, f"p{n}") for n in range(_PER_SECOND)]
    began, sending = perf_counter(), list[asyncio.Task[float]]()
    for number in range(_PER_SECOND * _SECONDS):
        await asyncio.sleep(max(0.0, began + number / _PER_SECOND - perf_counter()))
        sending.append(asyncio.create_task(_said(people[number % len(people)])))
    waited = await asyncio.gather(*sending)
    await stage.calm()
    parts = quantiles(waited, n=100)
    answered = sum(len(one.messages()) for one in people) - len(waited)
    return {
        "events": len(waited),
        "answered": answered,
        "p50_ms": round(parts[49] * 1000, 1),
        "p99_ms": round(parts[98] * 1000, 1),
        "limit_ms": LIMIT_MS,
    }


async def _said(person: Person) -> float:
    began = perf_counter()
    await person.dm("help")
    return perf_counter() - began


def table(found: dict[str, float]) -> str:
    return (
        f"{found['events']:.0f} events at {_PER_SECOND} a second, a database {_SLOW_SECONDS} s late: "
        f"acknowledged p50 {found['p50_ms']} ms, p99 {found['p99_ms']} ms "
        f"(reach {found['limit_ms']:.0f}), {found['answered']:.0f} answered"
    )


if __name__ == "__main__":
    print(table(run()))
