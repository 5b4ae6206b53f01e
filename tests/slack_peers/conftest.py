"""Slack as others have built it: needs Node and what `make test-slack-peers` installs, and is skipped elsewhere."""

from __future__ import annotations

import json
import shutil
import subprocess
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, TypeAlias

import pytest

from bot.app import Assistant
from bot.settings import Slack
from bot.slack.adapter import Kept, SlackFace
from storage.installations import SqlInstallations
from storage.sealing import Ring
from tests.support.world import MovableClock, World, a_world, sqlite_url

HERE = Path(__file__).parent
PEERS = Path(__file__).parents[2] / ".peers"
Started: TypeAlias = dict[str, Any]
Start: TypeAlias = Callable[..., Started]


@pytest.fixture
def node() -> str:
    found = shutil.which("node")
    if found is None:
        pytest.skip("Node is not installed here: the stand-ins of others need it")
    if not (PEERS / "node_modules").is_dir():
        pytest.skip("the stand-ins of others are not installed: make test-slack-peers")
    return found


@contextmanager
def _running(node: str, script: str, *arguments: str) -> Iterator[Started]:
    """Its first line is JSON; it ends when its input does."""
    shutil.copy(HERE / script, PEERS / script)
    process = subprocess.Popen(
        [node, script, *arguments],
        cwd=PEERS,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert process.stdin
    assert process.stdout
    try:
        yield json.loads(process.stdout.readline())
    finally:
        process.stdin.close()
        process.wait(timeout=30)
        process.stdout.close()


@pytest.fixture
def start(node: str) -> Iterator[Start]:
    """``start("emulate.mjs", …)``."""
    running = []

    def begin(script: str, *arguments: str) -> Started:
        running.append(_running(node, script, *arguments))
        return running[-1].__enter__()

    yield begin
    for one in reversed(running):
        one.__exit__(None, None, None)


@pytest.fixture
async def world(tmp_path: Path) -> AsyncIterator[World]:
    world = await a_world(sqlite_url(tmp_path), MovableClock())
    yield world
    await world.assistant.close()


def kept(assistant: Assistant) -> Kept:
    return Kept(assistant.events, SqlInstallations(assistant.database, Ring([b"k" * 32])))


def a_face(world: World, settings: Slack) -> SlackFace:
    return SlackFace(world.assistant.front, kept(world.assistant), settings, 1000)
