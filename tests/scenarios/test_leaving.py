"""Rights change and people leave, on every face; what they had in hand is never left to nobody."""

from __future__ import annotations

from tests.scenarios.test_exchange import REQUEST, ask
from tests.support.chats import Chat


async def make_handler(chat: Chat, person: str) -> str:
    said = await chat.fill("ilze", f"change rights {person}", areas="1,2", roles="handler")
    await chat.settle()
    return said


async def test_rights_change_and_the_person_is_told(chat: Chat) -> None:
    assert "Līga Ozola" in await make_handler(chat, "liga")
    [told] = await chat.inbox("liga")
    assert "apstrādā pieprasījumus" in told
    assert "apstrādā pieprasījumus" in await chat.say("liga", "what may i do")


async def test_who_decides_on_nobody_learns_who_could(chat: Chat) -> None:
    await chat.fill("ilze", "change rights liga", areas="1,2", roles="administrator")
    said = await chat.say("anna", "change rights liga")
    assert "Līga Ozola" in said
    assert await chat.say("joao", "remove colleague anna") != said


async def test_the_open_cases_of_somebody_who_leaves_go_to_a_colleague(chat: Chat) -> None:
    await ask(chat)
    await make_handler(chat, "liga")
    await chat.inbox("liga")
    said = await chat.fill("ilze", "remove colleague anna", heir="līga", ending="remove")
    assert "Anna Kalniņa" in said
    await chat.settle()
    told = (await chat.inbox("liga"))[-1]
    assert "Anna Kalniņa" in told
    assert any("Patērētāju" in each for each in await chat.inbox("anna"))
    assert REQUEST in await chat.say("liga", "my requests")
    assert REQUEST not in await chat.say("anna", "my requests")
    await chat.say("joao", f"accept {REQUEST}")
    await chat.settle()
    assert REQUEST in (await chat.inbox("liga"))[-1]


async def test_without_a_colleague_who_takes_over_nobody_is_removed(chat: Chat) -> None:
    await ask(chat)
    await chat.say("ilze", "remove colleague anna")
    assert REQUEST in await chat.say("anna", "my requests")
