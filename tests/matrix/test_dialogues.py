"""Conversations in a direct room, on a real homeserver."""

from __future__ import annotations

from tests.support.matrix_chat import MatrixChat


async def test_a_form_is_filled_in_by_numbers(chat: MatrixChat) -> None:
    first = await chat.say("anna", "help")
    assert first
