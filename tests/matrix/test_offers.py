"""A short list can be answered by a reaction, as long as it is the last one."""

from __future__ import annotations

from pathlib import Path

from tests.scenarios.test_exchange import GUIDE, REQUEST
from tests.support.matrix_chat import MatrixChat, a_matrix_world, sealed_world
from tests.support.matrix_people import Official
from tests.support.synapse import Synapse
from tests.support.world import MovableClock, sqlite_url

matrix = sealed_world

ONE, TWO, NINE = "1\ufe0f\u20e3", "2\ufe0f\u20e3", "9\ufe0f\u20e3"


async def react(official: Official, room: str, event: str, key: str) -> str:
    relation = {"rel_type": "m.annotation", "event_id": event, "key": key}
    return await official.send(room, "m.reaction", {"m.relates_to": relation})


async def number_of(chat: MatrixChat, person: str, run: str) -> str:
    """The key that presses what runs this."""
    talk = await chat._front.conversation.talk(await chat.context(person))
    [number] = [n for n, each in enumerate(talk.choices, 1) if each.startswith(run)]
    return f"{number}\ufe0f\u20e3"


async def state(chat: MatrixChat, person: str) -> str:
    return await chat.say(person, f"show {REQUEST}")


async def last(chat: MatrixChat, person: str) -> str:
    official = await chat.matrix.official(person)
    return next(s.event for s in reversed(official.seen) if s.sender == chat.matrix.bot.id)


async def test_a_number_can_be_pressed_instead_of_typed(chat: MatrixChat) -> None:
    await chat.say("anna", "find authority")
    await chat.say("anna", "turismo de portugal")
    anna, room = await chat.matrix.official("anna"), await chat.direct("anna")
    offered = await last(chat, "anna")
    await anna.event(room, "m.reaction")
    answers = await anna.answers(await react(anna, room, offered, ONE))
    assert "Turismo de Portugal" in answers[0].body


async def test_what_is_not_offered_or_no_longer_counts_says_nothing(chat: MatrixChat) -> None:
    await chat.say("anna", "find authority")
    await chat.say("anna", "turismo de portugal")
    anna, room = await chat.matrix.official("anna"), await chat.direct("anna")
    old = await last(chat, "anna")
    said = [await react(anna, room, old, key) for key in (NINE, "\U0001f44d")]
    await chat.say("anna", "cancel")
    said.append(await react(anna, room, old, ONE))
    assert await chat.say("anna", "my tasks")
    assert not [s for s in anna.seen if s.about.get("answers") in said]


async def test_in_an_encrypted_chat_a_reaction_carries_nothing_out(chat: MatrixChat) -> None:
    """Reactions are never encrypted: whoever runs the homeserver could have made it."""
    await chat.fill("anna", "new request", **GUIDE)
    before = await state(chat, "joao")
    joao, room = await chat.matrix.official("joao"), await chat.direct("joao")
    shown = await last(chat, "joao")
    pressed = await react(joao, room, shown, await number_of(chat, "joao", "accept"))
    assert await state(chat, "joao") == before
    assert not [s for s in joao.seen if s.about.get("answers") == pressed]
    assert await chat.press("joao", f"accept {REQUEST}") != before, "typed, it is obeyed"


async def test_in_an_encrypted_chat_a_form_is_not_sent_by_a_reaction(chat: MatrixChat) -> None:
    given = {name.replace("__", "."): answer for name, answer in GUIDE.items()}
    await chat.say("anna", "new request")
    while field := await chat.asked("anna"):
        await chat.answer("anna", field, given)
    anna, room = await chat.matrix.official("anna"), await chat.direct("anna")
    pressed = await react(anna, room, await last(chat, "anna"), ONE)
    assert REQUEST in await chat.say("anna", "1"), "it waits for the number to be typed"
    assert not [s for s in anna.seen if s.about.get("answers") == pressed]


async def test_in_an_open_chat_it_does_what_the_number_does(
    tmp_path: Path, synapse: Synapse
) -> None:
    world = a_matrix_world(sqlite_url(tmp_path), MovableClock(), synapse, "anna", "joao")
    async with world as matrix:
        chat = MatrixChat(matrix)
        await chat.fill("anna", "new request", **GUIDE)
        before = await state(chat, "joao")
        joao, room = await matrix.official("joao"), await chat.direct("joao")
        shown, key = await last(chat, "joao"), await number_of(chat, "joao", "accept")
        assert await joao.answers(await react(joao, room, shown, key))
        assert await state(chat, "joao") != before
