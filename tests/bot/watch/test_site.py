from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from dataclasses import dataclass
from pathlib import Path

import aiohttp
import pytest
from aiohttp import web
from sqlalchemy import text

from bot.watch.health import Health
from bot.watch.metrics import Metrics
from bot.watch.ping import Heartbeat
from bot.watch.pulse import Pulse
from bot.watch.site import NotListening, Site, listening
from storage.engine import open_database
from storage.marks import SqlMarks
from storage.undelivered import Undelivered
from tests.support.watch import Ticking
from tests.support.world import MovableClock, World, a_world, sqlite_url

STALLED_AFTER = 180.0


@dataclass
class Watched:
    world: World
    health: Health
    ticking: Ticking
    url: str

    async def get(self, path: str) -> tuple[int, str]:
        async with aiohttp.ClientSession() as session, session.get(self.url + path) as answer:
            return answer.status, await answer.text()


@pytest.fixture
async def watched(tmp_path: Path) -> AsyncIterator[Watched]:
    world = await a_world(sqlite_url(tmp_path), MovableClock())
    ticking = Ticking()
    undelivered = world.assistant.undelivered
    marks = world.assistant.marks
    health = Health(Pulse(ticking), undelivered, marks, world.clock, STALLED_AFTER)
    site = Site(health, world.assistant.metrics)
    async with listening(site.application(), "127.0.0.1", 0) as url:
        yield Watched(world, health, ticking, url)
    await world.assistant.close()


async def test_all_is_well(watched: Watched) -> None:
    assert await watched.get("/health/live") == (200, '{"worker": "ok"}')
    assert await watched.get("/health/ready") == (200, '{"worker": "ok", "database": "ok"}')


async def test_a_worker_without_a_round_turns_health_red_after_the_stated_time(
    watched: Watched,
) -> None:
    watched.ticking.seconds += STALLED_AFTER
    assert (await watched.get("/health/live"))[0] == 200
    watched.ticking.seconds += 1
    assert await watched.get("/health/live") == (503, '{"worker": "stuck"}')
    assert (await watched.get("/health/ready"))[0] == 503
    watched.health.pulse.beat()
    assert (await watched.get("/health/live"))[0] == 200


async def test_a_database_that_can_only_be_read_is_not_ready_but_alive(watched: Watched) -> None:
    """As on a full disk, with nothing due: the worker has nothing to write, and everybody else is turned away."""
    writer = watched.world.assistant.database.writer
    async with writer.begin() as connection:
        full = "BEFORE INSERT ON marks BEGIN SELECT RAISE(ABORT, 'disk is full'); END"
        await connection.execute(text(f"CREATE TRIGGER nothing_is_kept {full}"))
    assert (await watched.get("/health/ready"))[0] == 503
    assert (await watched.get("/health/live"))[0] == 200
    async with writer.begin() as connection:
        await connection.execute(text("DROP TRIGGER nothing_is_kept"))
    assert (await watched.get("/health/ready"))[0] == 200


async def test_a_database_that_does_not_answer_is_not_ready_but_alive() -> None:
    nowhere = open_database("postgresql://nobody@127.0.0.1:1/nothing")
    known, marks = Undelivered(nowhere), SqlMarks(nowhere)
    health = Health(Pulse(), known, marks, MovableClock(), STALLED_AFTER)
    assert await health.ready() == {"worker": True, "database": False}
    site = Site(health, Metrics())
    async with (
        listening(site.application(), "127.0.0.1", 0) as url,
        aiohttp.ClientSession() as session,
        session.get(f"{url}/metrics") as answer,
    ):
        assert answer.status == 503
    await nowhere.close()


async def test_metrics_tell_how_much_waits_and_what_became_of_it_and_name_nobody(
    watched: Watched,
) -> None:
    metrics = watched.world.assistant.metrics
    metrics.sent("slack", 0.7)
    metrics.tried("matrix", "failed")
    status, page = await watched.get("/metrics")
    assert status == 200
    for line in (
        'imi_sends_total{platform="slack",result="sent"} 1.0',
        'imi_sends_total{platform="matrix",result="failed"} 1.0',
        'imi_lateness_seconds_bucket{le="1.0"} 1.0',
        "imi_outbox_waiting 0.0",
        "imi_outbox_oldest_seconds 0.0",
        'imi_outbox_undelivered{progress="failed"} 0.0',
    ):
        assert line in page
    assert "anna" not in page


async def test_nothing_else_is_there(watched: Watched) -> None:
    assert (await watched.get("/"))[0] == 404


async def test_a_port_that_is_taken_is_named(watched: Watched) -> None:
    taken = int(watched.url.rpartition(":")[2])
    with pytest.raises(NotListening, match=f"127.0.0.1:{taken}"):
        async with listening(web.Application(), "127.0.0.1", taken):
            pass


async def test_a_heartbeat_that_nobody_hears_breaks_nothing(watched: Watched) -> None:
    beating = asyncio.create_task(Heartbeat(watched.health, "http://127.0.0.1:1/", 0.01).run())
    done, _pending = await asyncio.wait([beating], timeout=0.1)
    assert not done
    beating.cancel()
    await asyncio.gather(beating, return_exceptions=True)
