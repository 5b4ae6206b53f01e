"""One card of each request in each room, edited as the request moves on."""

from __future__ import annotations

from tests.scenarios.test_exchange import REQUEST, accept
from tests.support.matrix_chat import MatrixChat
from tests.support.matrix_people import Official, Seen, ok


async def seen(chat: MatrixChat, person: str) -> tuple[Official, list[Seen]]:
    await chat.inbox(person)
    official = await chat.matrix.official(person)
    here = await chat.direct(person)
    return official, [one for one in official.seen if one.room == here and one.about]


async def test_the_card_is_edited_and_says_what_to_type(chat: MatrixChat) -> None:
    await accept(chat)
    card = await chat.standing("joao")
    assert "Progresso: 0 de 2" in card
    assert f"responder {REQUEST}" in card
    assert "Rui Gonçalves" not in card
    await chat.fill("anna", f"withdraw {REQUEST}", ending="withdraw")
    await chat.settle()
    assert "Retirado" in await chat.standing("joao")
    _joao, there = await seen(chat, "joao")
    edits = [one for one in there if one.replaces]
    [told] = [one for one in there if one.thread]
    assert {one.replaces for one in edits} == {told.thread}
    assert all(one.content["m.mentions"] == {} for one in edits)


async def test_a_card_that_was_taken_back_is_written_anew(chat: MatrixChat) -> None:
    await accept(chat)
    joao, there = await seen(chat, "joao")
    card = next(one for one in there if "delivery" in one.about)
    await ok(joao.client.room_redact(card.room, card.event))
    await chat.fill("anna", f"withdraw {REQUEST}", ending="withdraw")
    await chat.settle()
    _joao, later = await seen(chat, "joao")
    new = [one for one in later if one not in there and "delivery" in one.about]
    assert any("Retirado" in one.body and not one.thread for one in new)
