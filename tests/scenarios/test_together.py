"""Two colleagues at one request, as it is seen everywhere; and what has happened to it."""

from __future__ import annotations

from tests.scenarios.test_exchange import REQUEST, accept, ask
from tests.support.chats import Chat


async def test_whoever_comes_second_is_told_who_was_first_and_sees_the_request_as_it_stands(
    chat: Chat,
) -> None:
    await ask(chat)
    await chat.settle()
    await chat.say("marta", f"accept {REQUEST}")
    shown = await chat.say("joao", f"accept {REQUEST}")
    assert "Marta Sousa" in shown
    assert REQUEST in shown
    assert "Aceite" in shown


async def test_whoever_opens_the_answers_learns_that_a_colleague_has_begun(chat: Chat) -> None:
    await accept(chat)
    await chat.say("marta", f"answer {REQUEST}")
    assert "Marta Sousa" in await chat.say("joao", f"answer {REQUEST}")


async def test_what_has_happened_is_told_in_the_readers_language(chat: Chat) -> None:
    await accept(chat)
    assert "Anna Kalniņa" in await chat.say("anna", f"timeline {REQUEST}")
    told = await chat.say("joao", f"timeline {REQUEST}")
    assert "João Ferreira" in told
    assert "Anna" not in told
