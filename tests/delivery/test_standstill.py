"""P4: a stuck loop is noticed."""

from __future__ import annotations

import asyncio

from sqlalchemy import text

from bot.scheduler import Waker
from bot.watch.health import Health
from bot.watch.ping import Heartbeat
from bot.watch.pulse import Pulse
from storage.engine import open_database
from tests.support.watch import Ticking, outside
from tests.support.world import MovableClock, a_world

STALLED_AFTER = 180.0


async def test_p4_a_stuck_worker_turns_health_red_within_the_stated_time_and_stops_the_heartbeat(
    postgres_url: str,
) -> None:
    world, ticking = await a_world(postgres_url, MovableClock()), Ticking()
    assistant, pulse = world.assistant, Pulse(ticking)
    health = Health(pulse, assistant.undelivered, assistant.marks, world.clock, STALLED_AFTER)
    waker = Waker(assistant.mailman, assistant.mailroom, asyncio.Event(), 0.01, pulse)
    blocker = open_database(postgres_url)
    async with outside() as monitor:
        beating = asyncio.create_task(Heartbeat(health, monitor.url, 0.01).run())
        waking = asyncio.create_task(waker.run())
        await monitor.hears()
        async with blocker.writer.begin() as connection:
            # Whoever wants to claim waits; whoever reads does not.
            await connection.execute(text("LOCK TABLE outbox, queue IN EXCLUSIVE MODE"))
            await _rounds_stop(pulse, ticking)
            ticking.seconds += STALLED_AFTER - pulse.seconds
            assert health.live() == {"worker": True}
            ticking.seconds += 1
            assert await health.ready() == {"worker": False, "database": True}
            await monitor.hears_no_more()
        await monitor.hears()
        for task in (waking, beating):
            task.cancel()
        await asyncio.gather(waking, beating, return_exceptions=True)
    await blocker.close()
    await assistant.close()


async def _rounds_stop(pulse: Pulse, ticking: Ticking) -> None:
    """Until a second of ours passes without a beat."""
    before = 0.0
    while pulse.seconds <= before:
        before = 0.0
        ticking.seconds += 1
        await asyncio.sleep(0.1)
