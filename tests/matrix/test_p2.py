"""P2: no reminder is sent twice, on a real homeserver and whatever is killed."""

from __future__ import annotations

import asyncio
import json
import sys
from pathlib import Path

import pytest

from tests.scenarios.test_exchange import GUIDE, REQUEST
from tests.support.matrix_chat import MatrixChat, MatrixWorld, a_matrix_world
from tests.support.synapse import Synapse
from tests.support.world import MovableClock, sqlite_url

ROOT = Path(__file__).parents[2]


async def killed_after_sending(matrix: MatrixWorld) -> None:
    """Another process takes what is due, with the same session, and dies with `kill -9`."""
    secrets = {"password": matrix.bot.password, "store_passphrase": "a passphrase for tests"}
    given = {
        "url": matrix.world.assistant.config.database.url,
        "now": matrix.world.clock.now().isoformat(),
        "settings": json.dumps({**matrix.settings.model_dump(mode="json"), **secrets}),
    }
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "tests.matrix.killed", cwd=ROOT, stdin=asyncio.subprocess.PIPE
    )
    await process.communicate(json.dumps(given).encode())
    assert process.returncode == -9


@pytest.mark.parametrize("sealed", [False, True])
async def test_p2_killed_between_sending_and_writing_it_down_it_arrives_once(
    tmp_path: Path, synapse: Synapse, sealed: bool
) -> None:
    world = a_matrix_world(
        sqlite_url(tmp_path), MovableClock(), synapse, "anna", "joao", sealed=sealed
    )
    async with world as matrix:
        chat = MatrixChat(matrix)
        await chat.say("joao", "help")
        await chat.fill("anna", "new request", **GUIDE)
        await matrix.stop()
        await killed_after_sending(matrix)
        await matrix.start()
        matrix.world.clock.forward(minutes=5)
        await chat.settle()
        [arrived] = await chat.inbox("joao")
        assert REQUEST in arrived
        matrix.world.clock.forward(minutes=5)
        await chat.settle()
        assert await chat.inbox("joao") == []
