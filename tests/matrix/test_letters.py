"""What the bot says unasked, on a real homeserver: once, to the right people, and nothing is lost."""

from __future__ import annotations

import pytest

from bot.channel import TryLater, Unreachable, Unsure
from chat.message import say
from core.text import as_written
from tests.matrix.droppy import dropping_answers
from tests.matrix.letters import event_of, letter, room_letter
from tests.support.matrix_chat import MatrixChat, MatrixWorld


async def test_a_reminder_calls_its_reader_and_its_choices_have_numbers(chat: MatrixChat) -> None:
    matrix = chat.matrix
    receipt = await matrix.adapter.deliver(letter(matrix, "d1"))
    [text] = await chat.inbox("joao")
    assert "1. See my tasks" in text
    [seen] = [s for s in (await matrix.official("joao")).seen if s.event == event_of(receipt)]
    assert seen.content["msgtype"] == "m.text"
    assert seen.content["m.mentions"] == {"user_ids": [matrix.accounts["joao"].id]}
    assert await chat.press("joao", "my tasks") == await chat.say("joao", "my tasks")


async def test_p2_the_same_letter_sent_twice_arrives_once_by_its_transaction(
    chat: MatrixChat,
) -> None:
    matrix = chat.matrix
    first = await matrix.adapter.deliver(letter(matrix, "d1"))
    assert await matrix.adapter.deliver(letter(matrix, "d1")) == first
    await chat.restart()
    assert await matrix.adapter.deliver(letter(matrix, "d1")) == first
    assert len(await chat.inbox("joao")) == 1


async def test_the_letters_of_one_person_come_into_one_room(chat: MatrixChat) -> None:
    matrix = chat.matrix
    for number in range(3):
        await matrix.adapter.deliver(letter(matrix, f"d{number}"))
        await chat.restart()
    joao = await matrix.official("joao")
    await joao.look()
    assert list(joao.invitations.values()) == [matrix.bot.id]
    assert len(await chat.inbox("joao")) == 3


async def test_the_room_a_person_has_begun_is_used(chat: MatrixChat) -> None:
    matrix = chat.matrix
    await chat.say("joao", "help")
    await matrix.adapter.deliver(letter(matrix, "d1"))
    assert len(await chat.inbox("joao")) == 1
    assert (await matrix.official("joao")).invitations == {}


async def test_direct_chats_are_kept_as_m_direct_whoever_began_them(chat: MatrixChat) -> None:
    matrix = chat.matrix
    await chat.say("anna", "help")
    await matrix.adapter.deliver(letter(matrix, "d1"))
    await chat.inbox("joao")
    people = {person: matrix.accounts[person].id for person in ("anna", "joao")}
    kept = await matrix.adapter._homeserver.direct_rooms()
    assert kept == {id: [await chat.direct(person)] for person, id in people.items()}


async def test_who_has_left_the_room_is_invited_to_a_new_one(chat: MatrixChat) -> None:
    matrix = chat.matrix
    await chat.say("joao", "help")
    joao, old = await matrix.official("joao"), await chat.direct("joao")
    await joao.leave(old)
    await matrix.adapter.deliver(letter(matrix, "d1"))
    await joao.until(lambda: matrix.bot.id in joao.invitations.values())
    assert old not in joao.invitations


async def test_a_letter_longer_than_a_message_comes_whole(chat: MatrixChat) -> None:
    matrix = chat.matrix
    long = say(*(as_written(f"{n} {'ā' * 3_000}") for n in range(40)))
    await matrix.adapter.deliver(letter(matrix, "d1", reply=long))
    assert await matrix.adapter.reconcile(letter(matrix, "d1", reply=long))
    text = "\n".join(await chat.inbox("joao"))
    assert [line.split()[0] for line in text.split("\n")] == [str(n) for n in range(40)]


async def test_a_teams_room_is_told_what_to_type(chat: MatrixChat) -> None:
    matrix = chat.matrix
    joao = await matrix.official("joao")
    room = await joao.new_room(matrix.bot.id, name="Lisbon team")
    await matrix.entered(joao, room)
    receipt = await matrix.adapter.deliver(room_letter(matrix, "d1", room))
    await joao.until(lambda: any(seen.event == event_of(receipt) for seen in joao.seen))
    [seen] = [seen for seen in joao.seen if seen.event == event_of(receipt)]
    assert '"!as minhas tarefas"' in seen.body
    assert seen.content["m.mentions"] == {}


async def test_a_room_the_bot_is_not_in_is_unreachable(matrix: MatrixWorld) -> None:
    joao = await matrix.official("joao")
    room = await joao.new_room(name="without the bot")
    with pytest.raises(Unreachable, match="M_FORBIDDEN"):
        await matrix.adapter.deliver(room_letter(matrix, "d1", room))


async def test_p3_a_room_that_closed_its_door_on_the_bot_is_unreachable(
    matrix: MatrixWorld,
) -> None:
    joao = await matrix.official("joao")
    room = await joao.new_room(matrix.bot.id, name="Lisbon team")
    await matrix.entered(joao, room)
    await joao.kick(room, matrix.bot.id)
    with pytest.raises(Unreachable, match="M_FORBIDDEN"):
        await matrix.adapter.deliver(room_letter(matrix, "d1", room))


async def test_p2_an_answer_lost_on_the_way_is_reconciled(chat: MatrixChat) -> None:
    matrix = chat.matrix
    await chat.say("joao", "help")
    async with dropping_answers(matrix.synapse.url, "/send/") as proxy:
        await matrix.use(homeserver=proxy)
        with pytest.raises(Unsure):
            await matrix.adapter.deliver(letter(matrix, "d1"))
        receipt = await matrix.adapter.reconcile(letter(matrix, "d1"))
        assert receipt is not None
        assert await matrix.adapter.reconcile(letter(matrix, "d2")) is None
        await matrix.use(homeserver=matrix.synapse.url)
    assert await matrix.adapter.deliver(letter(matrix, "d1")) == receipt
    assert len(await chat.inbox("joao")) == 1


async def test_a_stranger_to_the_bot_cannot_be_looked_for(matrix: MatrixWorld) -> None:
    assert await matrix.adapter.reconcile(letter(matrix, "d1")) is None


async def test_without_a_homeserver_a_letter_waits(matrix: MatrixWorld) -> None:
    async with dropping_answers(matrix.synapse.url, "nothing") as proxy:
        await matrix.use(homeserver=proxy)
    with pytest.raises(TryLater):
        await matrix.adapter.deliver(letter(matrix, "d1"))


async def test_numbers_stay_when_a_letter_is_tried_again(chat: MatrixChat) -> None:
    matrix = chat.matrix
    await matrix.adapter.deliver(letter(matrix, "d1"))
    await matrix.adapter.deliver(letter(matrix, "d2"))
    first, second = await chat.inbox("joao")
    assert first == second


async def test_while_a_form_is_open_a_letter_says_what_to_type(chat: MatrixChat) -> None:
    await chat.say("joao", "find authority")
    await chat.matrix.adapter.deliver(letter(chat.matrix, "d1"))
    [text] = await chat.inbox("joao")
    assert '"as minhas tarefas"' in text
    assert "1. " not in text
