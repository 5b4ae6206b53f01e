"""The main job, played in encrypted chats."""

from __future__ import annotations

from tests.scenarios import test_exchange
from tests.support.matrix_chat import MatrixChat, sealed_world

matrix = sealed_world


async def test_a_doubt_in_riga_is_answered_from_lisbon_and_nobody_else_can_read_it(
    chat: MatrixChat,
) -> None:
    await test_exchange.test_a_doubt_in_riga_is_answered_from_lisbon(chat)


async def test_another_date_is_proposed_and_agreed_in_encrypted_chats(chat: MatrixChat) -> None:
    await test_exchange.test_another_date_is_proposed_and_agreed(chat)
