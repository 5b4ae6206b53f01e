"""The fixture `chat`: what is written against it is played in the terminal, in Slack and in Matrix."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from tests.support.chats import Chat
from tests.support.matrix_chat import MatrixChat, a_matrix_world
from tests.support.slack_chat import SlackChat, a_slack_world
from tests.support.synapse import Synapse
from tests.support.terminal_chat import TerminalChat
from tests.support.world import MovableClock, a_world, sqlite_url


@dataclass(frozen=True)
class Stage:
    """What stands around the chat: the clock."""

    clock: MovableClock

    def at(self, day: str, zone: str) -> datetime:
        """Ten in the morning of this day by this zone's clock."""
        there = datetime.combine(date.fromisoformat(day), time(10), ZoneInfo(zone))
        return there.astimezone(UTC)


@pytest.fixture
def stage() -> Stage:
    return Stage(MovableClock())


@pytest.fixture
async def terminal(stage: Stage, tmp_path: Path) -> AsyncIterator[Chat]:
    world = await a_world(sqlite_url(tmp_path), stage.clock)
    yield TerminalChat(world)
    await world.assistant.close()


@pytest.fixture
async def slack(stage: Stage, tmp_path: Path) -> AsyncIterator[Chat]:
    async with a_slack_world(sqlite_url(tmp_path), stage.clock, "http") as world:
        yield SlackChat(world)


@pytest.fixture
async def matrix(stage: Stage, tmp_path: Path, synapse: Synapse) -> AsyncIterator[Chat]:
    async with a_matrix_world(sqlite_url(tmp_path), stage.clock, synapse) as world:
        yield MatrixChat(world)


FACES = ("terminal", "slack", pytest.param("matrix", marks=pytest.mark.homeserver))


@pytest.fixture(params=FACES)
def chat(request: pytest.FixtureRequest) -> Chat:
    face: Chat = request.getfixturevalue(request.param)
    return face
