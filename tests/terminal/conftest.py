"""The terminal's stage on a small world, and the demo's own."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.demo import DemoWorld, demo_world
from tests.support.terminal_chat import TerminalChat
from tests.support.world import MovableClock, World, a_world, sqlite_url


@pytest.fixture
async def world(tmp_path: Path) -> AsyncIterator[World]:
    world = await a_world(sqlite_url(tmp_path), MovableClock())
    yield world
    await world.assistant.close()


@pytest.fixture
def chat(world: World) -> TerminalChat:
    return TerminalChat(world)


@pytest.fixture
async def demo() -> AsyncIterator[DemoWorld]:
    async with demo_world() as world:
        yield world
