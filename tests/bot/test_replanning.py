"""A closing day or another hour in app.yaml counts for what was planned before, too."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import date, time
from pathlib import Path

import pytest

from bot.app import assemble
from bot.replanning import replan_if_changed
from bot.schedule_settings import Schedule
from core.outbox import Progress
from core.requests import Reference
from core.steps import Notice
from tests.support.casework import WISHED, Casework
from tests.support.world import MovableClock, World, a_world, sqlite_url

CLOSED = date(2026, 3, 16)


@pytest.fixture
async def world(tmp_path: Path) -> AsyncIterator[World]:
    world = await a_world(sqlite_url(tmp_path), MovableClock())
    await replan_if_changed(world.assistant)
    yield world
    await world.assistant.close()


async def restarted(world: World, **changes: object) -> int:
    """As with another app.yaml; how many requests were planned anew."""
    await world.assistant.close()
    config = world.assistant.config.model_copy(update=changes)
    world.assistant = assemble(config, world.clock)
    return await replan_if_changed(world.assistant)


async def planned(world: World, name: Reference) -> list[tuple[date, int]]:
    return sorted(
        (row.planned.local, row.planned.due.hour)
        for row in await Casework(world).outbox(name)
        if row.progress is Progress.PLANNED
        and row.planned.kind == Notice.REPLY_DUE
        and row.planned.recipient.key == "person:joao"
    )


async def test_a_new_closing_day_moves_what_was_planned_for_it(world: World) -> None:
    name = await Casework(world).accepted()
    assert (CLOSED, 9) in await planned(world, name)
    assert await restarted(world, closing_days={"PT": (CLOSED,)}) == 1
    days = [day for day, _hour in await planned(world, name)]
    assert days == [date(2026, 3, 13), date(2026, 3, 20), WISHED]


async def test_another_hour_counts_at_once(world: World) -> None:
    name = await Casework(world).accepted()
    await restarted(world, schedule=Schedule(reminder_time=time(8)))
    assert {hour for _day, hour in await planned(world, name)} == {8}


async def test_nothing_is_planned_anew_where_nothing_has_changed(world: World) -> None:
    await Casework(world).accepted()
    assert await restarted(world) == 0
