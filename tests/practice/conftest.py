from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.support.talking import Talking
from tests.support.world import MovableClock, World, a_world, sqlite_url


@pytest.fixture
async def world(tmp_path: Path) -> AsyncIterator[World]:
    world = await a_world(sqlite_url(tmp_path), MovableClock())
    yield world
    await world.assistant.close()


@pytest.fixture
async def anna(world: World) -> Talking:
    """In Riga: she has asked, her coordinator has let her practise until the 16th, and she has gone in."""
    anna = Talking(world, "anna")
    await anna.say("practice")
    await Talking(world, "ilze").say("grant practice anna 2026-03-16")
    await anna.say("practice")
    return anna
