from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.support.slack import Channel, Person, SlackStandIn
from tests.support.slack_chat import SlackChat, SlackWorld, a_slack_world
from tests.support.world import MovableClock, sqlite_url


@pytest.fixture
def clock() -> MovableClock:
    return MovableClock()


@pytest.fixture
async def stage(tmp_path: Path, clock: MovableClock) -> AsyncIterator[SlackWorld]:
    """The bot behind signed HTTP."""
    async with a_slack_world(sqlite_url(tmp_path), clock, "http") as found:
        yield found


@pytest.fixture
async def socket_stage(tmp_path: Path, clock: MovableClock) -> AsyncIterator[SlackWorld]:
    """The bot in Socket Mode."""
    async with a_slack_world(sqlite_url(tmp_path), clock, "socket") as found:
        yield found


@pytest.fixture(params=["http", "socket"])
async def either_stage(
    request: pytest.FixtureRequest, tmp_path: Path, clock: MovableClock
) -> AsyncIterator[SlackWorld]:
    """Once behind signed HTTP, once in Socket Mode."""
    async with a_slack_world(sqlite_url(tmp_path), clock, request.param) as found:
        yield found


@pytest.fixture
def slack(stage: SlackWorld) -> SlackStandIn:
    return stage.slack


@pytest.fixture
def chat(stage: SlackWorld) -> SlackChat:
    return SlackChat(stage)


@pytest.fixture
def anna(stage: SlackWorld) -> Person:
    return stage.person("anna")


@pytest.fixture
def joao(stage: SlackWorld) -> Person:
    return stage.person("joao")


@pytest.fixture
def sean(stage: SlackWorld) -> Person:
    """Speaks English."""
    return stage.person("sean")


@pytest.fixture
def room(stage: SlackWorld) -> Channel:
    return stage.rooms["riga-team"]
