from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.support.casework import Casework
from tests.support.talking import Talking
from tests.support.world import MovableClock, World, a_world, sqlite_url


@pytest.fixture
async def world(tmp_path: Path) -> AsyncIterator[World]:
    world = await a_world(sqlite_url(tmp_path), MovableClock())
    yield world
    await world.assistant.close()


@pytest.fixture
def casework(world: World) -> Casework:
    return Casework(world)


@pytest.fixture
def anna(world: World) -> Talking:
    """Asks, in Riga."""
    return Talking(world, "anna")


@pytest.fixture
def joao(world: World) -> Talking:
    """Answers, in Lisbon."""
    return Talking(world, "joao")


@pytest.fixture
def stranger(world: World) -> Talking:
    return Talking(world, "nobody")
