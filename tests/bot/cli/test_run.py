"""`run` in a process of its own, towards a Slack of ours."""

from __future__ import annotations

import asyncio
import os
import socket
import sys
from asyncio.subprocess import PIPE, Process
from base64 import b64encode
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from tests.support.ports import free_port
from tests.support.slack import App, SlackStandIn


@pytest.fixture
async def slack() -> AsyncIterator[SlackStandIn]:
    async with SlackStandIn(App()) as stand_in:
        yield stand_in


def settings(folder: Path, slack: SlackStandIn, port: int) -> Path:
    path = folder / "app.yaml"
    path.write_text(
        f"platforms: {{slack: {{enabled: true, port: {port}, api_base_url: '{slack.base_url}'}}}}",
        encoding="utf-8",
    )
    return path


@asynccontextmanager
async def running(config: Path, token: str) -> AsyncIterator[Process]:
    secrets = {"IMI_SLACK_BOT_TOKEN": token, "IMI_SLACK_SIGNING_SECRET": App().signing_secret}
    secrets["IMI_DATA_KEYS"] = b64encode(bytes(32)).decode()
    environ = {**os.environ, **secrets, "IMI_CONFIG": str(config)}
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "bot", "run", stdout=PIPE, stderr=PIPE, env=environ
    )
    try:
        yield process
    finally:
        if process.returncode is None:
            process.kill()
            await process.wait()


async def test_a_token_that_slack_refuses_is_told_and_is_3(
    slack: SlackStandIn, tmp_path: Path
) -> None:
    config = settings(tmp_path, slack, free_port())
    async with running(config, "xoxb-hush-hush") as process:
        said, complained = await process.communicate()
    assert (process.returncode, said) == (3, b"")
    assert complained == b"A platform cannot be used: auth.test: invalid_auth\n"


async def test_a_port_that_is_taken_is_told_and_is_3(slack: SlackStandIn, tmp_path: Path) -> None:
    token = slack.add_workspace("Riga").bot_token
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        async with running(settings(tmp_path, slack, port), token) as process:
            _said, complained = await process.communicate()
    assert process.returncode == 3
    told = complained.decode().splitlines()[-1]
    assert told == f"Nothing can listen on 127.0.0.1:{port}: Address already in use."
