"""Words typed into an open form: answers, however much they look like commands."""

from __future__ import annotations

from tests.support.terminal_chat import TerminalChat

UP_TO_THE_NOTE = (
    *("new request", "turismo de portugal", "1", "1", "2", "Rui Gonçalves", "guide"),
    *("skip", "skip", "skip"),
)


async def up_to_the_note(chat: TerminalChat) -> str:
    return [await chat.say("anna", said) for said in UP_TO_THE_NOTE][-1]


async def test_an_answer_that_begins_like_a_command_stays_an_answer(chat: TerminalChat) -> None:
    await up_to_the_note(chat)
    note = "Accept nothing that he says about his card."
    for said in (note, "skip"):
        await chat.say("anna", said)
    assert note in await chat.say("anna", "16.03.2026")


async def test_an_offered_choice_is_taken_although_it_is_a_command_too(chat: TerminalChat) -> None:
    await up_to_the_note(chat)
    for said in ("skip", "skip", "16.03.2026", "nosūtīt"):
        await chat.say("anna", said)
    await chat.say("joao", "accept LV-2026-000001")
    await chat.say("joao", "answer LV-2026-000001")
    await chat.say("joao", "não se sabe")
    sent = await chat.say("joao", "enviar as respostas")
    assert "foram enviadas" in sent


async def test_a_whole_command_lets_the_form_wait(chat: TerminalChat) -> None:
    asking = await up_to_the_note(chat)
    assert asking not in await chat.say("anna", "mani uzdevumi")
    assert await chat.say("anna", "turpināt") == asking


async def test_a_command_with_a_reference_lets_the_form_wait(chat: TerminalChat) -> None:
    asking = await up_to_the_note(chat)
    assert "LV-2026-000099" in await chat.say("anna", "rādīt LV-2026-000099")
    assert await chat.say("anna", "turpināt") == asking


async def test_the_command_character_makes_any_command_one(chat: TerminalChat) -> None:
    await chat.say("anna", "jauns pieprasījums")
    assert "mani uzdevumi" in await chat.say("anna", "!palīdzība")
