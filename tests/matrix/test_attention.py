"""Whoever waits for longer than a moment sees that they were heard."""

from __future__ import annotations

from bot.matrix.attention import attention
from bot.matrix.read import Said
from tests.support.matrix_chat import MatrixChat


async def test_long_work_shows_that_it_was_read_and_that_one_writes(chat: MatrixChat) -> None:
    matrix = chat.matrix
    await chat.say("anna", "help")
    anna, room = await matrix.official("anna"), await chat.direct("anna")
    event = await anna.write(room, "(chatter)", msgtype="m.notice")
    said = Said(event, room, anna.user.id, "")
    async with attention(matrix.adapter._homeserver, said, after=0):
        await anna.until(lambda: (room, matrix.bot.id) in anna.typing and event in anna.read)


async def test_short_work_shows_nothing(chat: MatrixChat) -> None:
    await chat.say("anna", "help")
    anna = await chat.matrix.official("anna")
    room = await chat.direct("anna")
    async with attention(chat.matrix.adapter._homeserver, Said("$e", room, anna.user.id, "")):
        pass
    assert await chat.say("anna", "my tasks")
    assert anna.typing == set()
