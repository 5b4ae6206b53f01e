"""Whoever applied at the wrong authority takes it back, and asks anew; nobody decides on what is gone."""

from __future__ import annotations

from tests.support.chats import Chat

NORA = {
    "name": "Nora Vītola",
    "country": "latvia",
    "authority": "consumer rights",
    "areas": "1,2",
    "roles": "handler",
    "agrees": "yes",
}


async def test_it_is_taken_back_and_the_coordinators_card_says_so(terminal: Chat) -> None:
    await terminal.fill("nora", "register", **NORA)
    await terminal.settle()
    [card] = await terminal.inbox("ilze")
    assert "approve application 1" not in card
    assert "withdrawn" in await terminal.fill("nora", "withdraw application", sure="yes")
    await terminal.settle()
    assert "Nora Vītola" in (await terminal.inbox("ilze"))[-1]
    late = await terminal.say("ilze", "approve application 1")
    assert "vairs nevēlas" in late
    assert "No application" in await terminal.say("nora", "withdraw application")
    assert "with your coordinator" in await terminal.fill("nora", "register", **NORA)


async def test_who_says_no_keeps_it_and_who_has_none_is_told(terminal: Chat) -> None:
    assert "No application" in await terminal.say("oto", "withdraw my application")
    await terminal.fill("nora", "register", **NORA)
    assert "waits" in await terminal.fill("nora", "withdraw application", sure="no")
    await terminal.settle()
    await terminal.inbox("ilze")
    await terminal.press("ilze", "approve application 1")
    await terminal.settle()
    assert "Nora" in (await terminal.inbox("nora"))[-1]
