"""A short list can be answered by a reaction, as long as it is the last one."""

from __future__ import annotations

from tests.support.matrix_chat import MatrixChat, sealed_world
from tests.support.matrix_people import Official

matrix = sealed_world

ONE, TWO, NINE = "1\ufe0f\u20e3", "2\ufe0f\u20e3", "9\ufe0f\u20e3"


async def react(official: Official, room: str, event: str, key: str) -> str:
    relation = {"rel_type": "m.annotation", "event_id": event, "key": key}
    return await official.send(room, "m.reaction", {"m.relates_to": relation})


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
