"""A closed account leaves its rooms: those who decide are asked whether the person has left."""

from __future__ import annotations

import asyncio

from core.outbox import Topic
from tests.support.matrix_chat import MatrixChat


async def told(chat: MatrixChat, person: str) -> list[str]:
    async with chat.matrix.world.assistant.services.works.reading() as work:
        rows = await work.outbox.of(Topic("departure", person))
    return [str(row.planned.recipient.person) for row in rows]


async def test_a_closed_account_is_told_to_those_who_decide(chat: MatrixChat) -> None:
    await chat.say("anna", "help")
    anna = await chat.matrix.official("anna")
    await anna.close_account()
    async with asyncio.timeout(60):
        while not await told(chat, "anna"):
            await chat.matrix.world.settle()
    assert set(await told(chat, "anna")) == {"ilze", "juris"}


async def test_who_only_leaves_the_chat_has_not_left(chat: MatrixChat) -> None:
    await chat.say("anna", "help")
    anna, joao = await chat.matrix.official("anna"), "joao"
    await anna.leave(await chat.direct("anna"))
    await chat.say(joao, "help")
    assert await told(chat, "anna") == []
