"""Two assistants on one database: one listens, both send, and the other takes over."""

from __future__ import annotations

from dataclasses import replace

from bot.app import assemble
from tests.matrix.letters import letter
from tests.support.matrix_chat import MatrixChat, MatrixWorld, sealed_world

matrix = sealed_world


async def second(matrix: MatrixWorld) -> MatrixWorld:
    """With keys of its own, and the same people."""
    world = replace(
        matrix.world, assistant=assemble(matrix.world.assistant.config, matrix.world.clock)
    )
    other = MatrixWorld(
        world, matrix.synapse, matrix.bot, matrix.accounts, matrix.synapse.new_folder(), True
    )
    await other.start()
    return other


async def test_any_sends_one_listens_and_the_other_takes_over(chat: MatrixChat) -> None:
    matrix = chat.matrix
    await chat.say("anna", "help")
    other = await second(matrix)
    try:
        await other.adapter.deliver(letter(matrix, "d1", "anna"))
        assert await other.adapter.reconcile(letter(matrix, "d1", "anna"))
        assert len(await chat.inbox("anna")) == 1
        assert other.adapter.silent_seconds() is None
        await matrix.stop()
        assert await chat.say("anna", "my tasks")
        assert other.adapter.silent_seconds() is not None
    finally:
        await other.stop()
        await other.world.assistant.close()
        await matrix.start()
