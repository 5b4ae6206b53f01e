"""A request on paper, on every face: a file that only its reader gets."""

from __future__ import annotations

from tests.scenarios.test_exchange import REQUEST, ask
from tests.support.chats import Chat


async def test_a_request_can_be_had_as_a_file_and_in_a_room_nobody_else_gets_it(
    chat: Chat,
) -> None:
    await ask(chat)
    assert f"{REQUEST}.pdf" in await chat.say("anna", f"izdruka {REQUEST}")
    assert f"{REQUEST}.pdf" not in await chat.say("tiago", f"report {REQUEST}")
    await chat.room("lisboa-team")
    assert REQUEST in await chat.say_in_room("joao", "lisboa-team", f"report {REQUEST}")
    assert all(".pdf" not in text for text in await chat.room("lisboa-team"))
