"""Rooms that others read: what concerns one person goes to that person alone."""

from __future__ import annotations

import pytest

from bot.matrix.voices import ANSWERED_IN_PRIVATE
from tests.scenarios.test_exchange import GUIDE, REQUEST
from tests.support.matrix_chat import MatrixChat, MatrixWorld
from tests.support.matrix_people import Official, Seen


def by_the_bot(matrix: MatrixWorld, official: Official, room: str) -> list[Seen]:
    return [s for s in official.seen if s.room == room and s.sender == matrix.bot.id]


def told_elsewhere(chat: MatrixChat) -> str:
    return chat.matrix.world.voice("joao").text(ANSWERED_IN_PRIVATE)


@pytest.fixture
async def joao(matrix: MatrixWorld) -> Official:
    return await matrix.official("joao")


@pytest.fixture
async def room(matrix: MatrixWorld, joao: Official) -> str:
    """A team's room with João and the bot in it."""
    room = await joao.new_room(matrix.bot.id, name="Lisbon team")
    await matrix.entered(joao, room)
    return room


async def test_an_answer_goes_to_the_private_chat_and_the_room_learns_only_that(
    chat: MatrixChat, joao: Official, room: str
) -> None:
    await chat.fill("anna", "new request", **GUIDE)
    await chat.say("joao", f"accept {REQUEST}")
    event = await joao.write(room, f"!show {REQUEST}")
    [public] = await joao.answers(event, room)
    [private] = await joao.answers(event, await chat.direct("joao"))
    assert "Rui Gonçalves" in private.body
    assert public.body == told_elsewhere(chat)
    assert "Rui" not in str(public.content)


async def test_a_form_begun_in_a_room_goes_on_in_private(
    chat: MatrixChat, joao: Official, room: str
) -> None:
    event = await joao.write(room, "!find authority")
    await joao.answers(event, room)
    assert await chat.asked("joao") is not None
    assert "Consumer Rights" in await chat.say("joao", "consumer rights riga")


async def test_what_people_say_to_each_other_is_not_answered(
    chat: MatrixChat, joao: Official, room: str
) -> None:
    before = len(by_the_bot(chat.matrix, joao, room))
    await joao.write(room, "my tasks")
    await joao.write(room, "I asked the IMI Assistant yesterday")
    fence = await joao.write(room, "!help")
    await joao.answers(fence, room)
    assert len(by_the_bot(chat.matrix, joao, room)) == before + 1


async def test_a_mention_is_heard_in_a_room(joao: Official, matrix: MatrixWorld, room: str) -> None:
    mention = {"m.mentions": {"user_ids": [matrix.bot.id]}}
    event = await joao.write(room, "IMI Assistant: my tasks", **mention)
    assert await joao.answers(event, room)


async def test_a_thread_in_a_room_keeps_the_sentence(
    joao: Official, matrix: MatrixWorld, room: str
) -> None:
    root = await joao.write(room, "What about that request?")
    thread = {"m.relates_to": {"rel_type": "m.thread", "event_id": root}}
    event = await joao.write(room, "!help", **thread)
    [public] = await joao.answers(event, room)
    assert public.thread == root
    await joao.until(lambda: matrix.bot.id in joao.invitations.values())


async def test_a_private_chat_with_a_third_is_no_private_chat(
    chat: MatrixChat, joao: Official
) -> None:
    await chat.say("joao", "help")
    anna, shared = await chat.matrix.official("anna"), await chat.direct("joao")
    await joao.invite(shared, anna.user.id)
    await anna.until(lambda: shared in anna.invitations)
    await anna.join(shared)
    event = await joao.write(shared, "!my tasks")
    [public] = await joao.answers(event, shared)
    assert public.body == told_elsewhere(chat)
    own = await joao.enter_room_of(chat.matrix.bot.id)
    assert own not in (None, shared)
    assert await joao.answers(event, own)


async def test_an_edit_that_addresses_nobody_is_left_alone(
    chat: MatrixChat, joao: Official, room: str
) -> None:
    before = len(by_the_bot(chat.matrix, joao, room))
    event = await joao.write(room, "hello all")
    await joao.edit(room, event, "hello everybody")
    await joao.edit(room, event, "!help")
    fence = await joao.write(room, "!help")
    await joao.answers(fence, room)
    assert len(by_the_bot(chat.matrix, joao, room)) == before + 1
