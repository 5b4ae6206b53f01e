"""A colleague is asked in by address, on every face: who has the right registers, others propose."""

from __future__ import annotations

import re

from tests.support.chats import Chat

ADDRESS = re.compile(r"(?:slack|matrix|terminal):\S+?(?=`|\s|$)")


async def address(chat: Chat, person: str) -> str:
    """As the bot tells it to somebody it does not know."""
    said = await chat.say(person, "hello")
    found = ADDRESS.search(said)
    assert found, said
    return found[0].rstrip(".")


async def invite(chat: Chat, inviter: str, **answers: str) -> str:
    given = {"name": "Nora Vītola", "areas": "1,2", "roles": "handler", **answers}
    said = await chat.fill(inviter, "invite colleague", **given)
    await chat.settle()
    return said


async def test_an_administrator_registers_a_colleague_who_says_yes(chat: Chat) -> None:
    await chat.fill("ilze", "change rights liga", areas="1,2", roles="administrator")
    where = await address(chat, "nora")
    assert "Nora Vītola" in await invite(chat, "liga", address=where)
    [invitation] = await chat.inbox("nora")
    assert "Līga" not in invitation
    await chat.press("nora", "register yes")
    await chat.settle()
    assert "Nora Vītola" in (await chat.inbox("liga"))[-1]
    assert "Nora Vītola" in await chat.say("nora", "my authority")
    assert await chat.inbox("ilze") == []


async def test_who_says_no_is_not_registered(chat: Chat) -> None:
    await invite(chat, "anna", address=await address(chat, "nora"))
    await chat.inbox("nora")
    await chat.press("nora", "register no")
    await chat.settle()
    assert "Nora Vītola" in (await chat.inbox("anna"))[-1]
    assert "Nora Vītola" not in await chat.say("anna", "colleagues")


async def test_what_a_colleague_without_the_right_proposes_a_coordinator_decides(
    chat: Chat,
) -> None:
    await invite(chat, "anna", address=await address(chat, "nora"))
    await chat.inbox("nora")
    await chat.press("nora", "register yes")
    await chat.settle()
    [card] = await chat.inbox("ilze")
    assert "Anna Kalniņa" in card
    await chat.press("ilze", "approve application 1")
    await chat.settle()
    assert "Nora Vītola" in (await chat.inbox("anna"))[-1]
    assert "Nora Vītola" in await chat.say("anna", "colleagues")


async def test_a_second_coordinator_has_to_agree_to_a_new_one(chat: Chat) -> None:
    where = await address(chat, "nora")
    given = {"authority": "ekonomikas", "roles": "coordinator"}
    await invite(chat, "ilze", address=where, **given)
    await chat.inbox("nora")
    await chat.press("nora", "register yes")
    await chat.settle()
    assert await chat.inbox("ilze") == []
    own = await chat.say("ilze", "approve application 1")
    assert "Nora" not in own or "cits koordinators" in own.casefold()
    [card] = await chat.inbox("juris")
    assert "Ilze Bērziņa" in card
    await chat.press("juris", "approve application 1")
    await chat.settle()
    assert "Nora Vītola" in (await chat.inbox("ilze"))[-1]


async def test_a_colleague_becomes_coordinator_only_with_four_eyes(chat: Chat) -> None:
    said = await chat.fill("ilze", "change rights liga", areas="1,2", roles="viewer,coordinator")
    await chat.settle()
    assert "koordin" in said
    assert "koordinē" not in await chat.say("liga", "what may i do")
    await chat.inbox("juris")
    await chat.press("juris", "approve application 1")
    await chat.settle()
    assert "koordinē" in await chat.say("liga", "what may i do")


async def test_what_is_no_address_is_said_so_and_the_rest_is_kept(chat: Chat) -> None:
    said = await chat.say("anna", "invite colleague nora@example.org")
    assert "labdien" in said
