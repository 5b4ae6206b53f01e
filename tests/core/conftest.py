from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.support.casework import Casework
from tests.support.world import MovableClock, a_world, sqlite_url


@pytest.fixture
async def casework(tmp_path: Path) -> AsyncIterator[Casework]:
    """Real people and authorities on a real database."""
    world = await a_world(sqlite_url(tmp_path), MovableClock())
    yield Casework(world)
    await world.assistant.close()
