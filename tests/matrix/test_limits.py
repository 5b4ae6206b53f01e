"""A homeserver with the limits it comes with: letters say when to come back, answers wait."""

from __future__ import annotations

from pathlib import Path

from bot.channel import TryLater
from tests.matrix.letters import letter
from tests.support.matrix_chat import MatrixChat, MatrixWorld, a_matrix_world
from tests.support.synapse import Synapse
from tests.support.world import MovableClock, sqlite_url


async def until_limited(matrix: MatrixWorld) -> float | None:
    """When the homeserver wants us back."""
    for number in range(20):
        try:
            await matrix.adapter.deliver(letter(matrix, f"d{number}"))
        except TryLater as limited:
            return limited.seconds
    return None


async def test_a_limit_is_told_to_the_mailman_and_waited_for_by_an_answer(
    tmp_path: Path, throttled_synapse: Synapse
) -> None:
    url = sqlite_url(tmp_path)
    async with a_matrix_world(url, MovableClock(), throttled_synapse, "joao") as matrix:
        chat = MatrixChat(matrix)
        await chat.say("joao", "help")
        seconds = await until_limited(matrix)
        assert seconds is not None
        assert 0 < seconds <= 10
        assert await chat.say("joao", "my tasks")
        assert await chat.inbox("joao")
