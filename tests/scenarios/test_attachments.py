"""A document goes from the asking to the answering authority, on every face, and to nobody else."""

from __future__ import annotations

from tests.scenarios.test_exchange import GUIDE, REQUEST
from tests.support.chats import Chat

WITH_A_PAPER = {**GUIDE, "attachments": "apliecība.pdf"}


async def test_a_document_is_handed_over_once_the_request_is_accepted(chat: Chat) -> None:
    await chat.fill("anna", "new request", **WITH_A_PAPER)
    await chat.settle()
    assert "apliecība.pdf" in await chat.say("anna", f"file {REQUEST} 1")
    for early in ("joao", "tiago"):
        assert "apliecība" not in await chat.say(early, f"file {REQUEST} 1")
    assert "apliecība.pdf" in await chat.say("joao", f"accept {REQUEST}")
    assert "apliecība.pdf" in await chat.press("joao", f"file {REQUEST} 1")
    assert "apliecība" not in await chat.say("tiago", f"file {REQUEST} 1")
