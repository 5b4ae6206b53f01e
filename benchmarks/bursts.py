"""Many letters due at once, before the limits that platforms have: `python -m benchmarks.bursts`.

The whole way: the real worker and the real adapters, on a real Synapse and on the strict stand-in for Slack, with the
real clock. All go on at the same time; the slowest takes eight minutes and a half.
"""

from __future__ import annotations

import asyncio
import logging
import tempfile
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import structlog
from sqlalchemy import func, select

from bot.scheduler import Waker
from bot.watch.pulse import Pulse
from chat.mailing import Mailing, News
from chat.message import Reply, say
from core.outbox import Planned, Recipient, Topic
from core.people import PersonId, RoomId
from core.text import as_written
from storage import tables
from storage.queue import IS_OUT
from tests.support.mailings import says_only
from tests.support.matrix_chat import MatrixChat, a_matrix_world
from tests.support.slack_chat import a_slack_world
from tests.support.synapse import RAISED_LIMITS, running_synapse
from tests.support.world import MovableClock, World, sqlite_url

_SWEEP = 30.0

Row = dict[str, float | int]


class _Clock(MovableClock):
    def now(self) -> datetime:
        return datetime.now(UTC)


@dataclass(frozen=True, slots=True)
class Limit:
    """One message in so many ``seconds``, after ``burst`` at once."""

    number: int
    seconds: float
    burst: int


@dataclass(frozen=True, slots=True)
class Stage:
    world: World
    to: Recipient


Play = Callable[[Path, Limit], AbstractAsyncContextManager[Stage]]


@asynccontextmanager
async def _slack(folder: Path, limit: Limit) -> AsyncIterator[Stage]:
    """To one channel: there the limit is."""
    async with a_slack_world(sqlite_url(folder), _Clock(), "http") as stage:
        stage.slack.faults.pace("chat.postMessage", limit.seconds, limit.burst)
        yield Stage(stage.world, Recipient(room=RoomId("riga-team")))


@asynccontextmanager
async def _matrix(folder: Path, limit: Limit) -> AsyncIterator[Stage]:
    messages = {"per_second": 1 / limit.seconds, "burst_count": limit.burst}
    (folder / "synapse").mkdir()
    with running_synapse(folder / "synapse", {**RAISED_LIMITS, "rc_message": messages}) as synapse:
        async with a_matrix_world(sqlite_url(folder), _Clock(), synapse, "joao") as matrix:
            await MatrixChat(matrix).say("joao", "help")
            yield Stage(matrix.world, Recipient(person=PersonId("joao")))


async def _write(_news: News) -> Reply | None:
    return say(as_written("Something is due."), private=False)


async def _drained(play: Play, limit: Limit) -> Row:
    """The share of what is permitted that was used, once the burst was over."""
    with tempfile.TemporaryDirectory() as folder:
        async with play(Path(folder), limit) as stage:
            came = await _sent(stage, limit.number)
    steady = came[limit.burst - 1 :]
    took = (steady[-1] - steady[0]).total_seconds()
    used = (len(steady) - 1) * limit.seconds / took
    return {
        "letters": limit.number,
        "arrived": len(came),
        "seconds": round(took),
        "used": round(used, 3),
    }


async def _sent(stage: Stage, number: int) -> list[datetime]:
    """When each had arrived."""
    assistant, due = stage.world.assistant, stage.world.clock.now()
    mailman = assistant.mailman
    says_only(mailman, Mailing("bench", _write))
    rows = [
        Planned(Topic("bench", str(each)), stage.to, "due", due, due.date())
        for each in range(number)
    ]
    async with assistant.services.works.writing() as work:
        await work.outbox.plan(rows)
        await work.commit()
    waker = Waker(mailman, assistant.mailroom, asyncio.Event(), _SWEEP, Pulse())
    working = asyncio.create_task(waker.run())
    while True:
        await asyncio.sleep(1)
        if not await _left(stage):
            break
    working.cancel()
    await asyncio.gather(working, return_exceptions=True)
    sent = select(tables.outbox.c.settled).where(
        tables.outbox.c.topic == "bench", tables.outbox.c.progress == "sent"
    )
    async with assistant.database.reader.connect() as connection:
        return sorted(row.settled for row in await connection.execute(sent))


async def _left(stage: Stage) -> int:
    left = select(func.count()).where(tables.outbox.c.topic == "bench", ~IS_OUT)
    async with stage.world.assistant.database.reader.connect() as connection:
        return int((await connection.execute(left)).scalar_one())


async def _run() -> Mapping[str, Row]:
    plays = {
        "Slack, 1/s per channel": _drained(_slack, Limit(500, 1, 1)),
        "Synapse, 2/s, 10 at once": _drained(_matrix, Limit(500, 0.5, 10)),
        "Synapse as it comes, 0.2/s, 10 at once": _drained(_matrix, Limit(60, 5, 10)),
    }
    return dict(zip(plays, await asyncio.gather(*plays.values()), strict=True))


def run() -> Mapping[str, Row]:
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.ERROR))
    return asyncio.run(_run())


def table(found: Mapping[str, Row]) -> str:
    return "\n".join(
        f"{name:<40}" + "  ".join(f"{key} {value}" for key, value in row.items())
        for name, row in found.items()
    )


if __name__ == "__main__":
    print(table(run()))
