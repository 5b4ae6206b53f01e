"""A request that came to the wrong authority is forwarded, and goes on under its reference."""

from __future__ import annotations

from tests.scenarios.test_exchange import REQUEST, accept
from tests.support.chats import Chat


async def test_whoever_was_asked_wrongly_forwards_and_sees_no_more_of_it(chat: Chat) -> None:
    await accept(chat)
    await chat.inbox("anna")
    said = await chat.fill("joao", f"forward {REQUEST}", to="autoridade para as condições")
    assert REQUEST in said
    await chat.settle()
    assert REQUEST in (await chat.inbox("anna"))[-1]
    [received] = await chat.inbox("tiago")
    assert REQUEST in received
    assert "Rui Gonçalves" not in received
    assert "Rui Gonçalves" not in await chat.say("joao", f"show {REQUEST}")
    assert "Rui Gonçalves" in await chat.say("tiago", f"accept {REQUEST}")


async def test_it_goes_neither_abroad_nor_to_where_it_is(chat: Chat) -> None:
    await accept(chat)
    for place in ("patērētāju tiesību aizsardzības centrs", "turismo de portugal"):
        said = await chat.say("joao", f"forward {REQUEST} {place}")
        assert "reencaminhado" not in said
        await chat.say("joao", "cancel")
    assert "Rui Gonçalves" in await chat.say("joao", f"show {REQUEST}")
