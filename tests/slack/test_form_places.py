"""Where a form comes from and where its answer goes; what happens when it is closed, typed or restarted."""

from __future__ import annotations

from tests.slack.test_forms import GUIDE, REQUEST, inputs, opened, send, top
from tests.support.slack import Channel, Person
from tests.support.slack_chat import SlackChat, SlackWorld


async def test_a_button_opens_the_form_and_loses_its_place_when_that_is_done(
    stage: SlackWorld, chat: SlackChat, joao: Person
) -> None:
    await chat.fill("anna", "new request", **GUIDE)
    await chat.settle()
    await chat.inbox("joao")
    await chat.say("joao", f"show {REQUEST}")
    letter = joao.messages()[-1]
    await joao.click(letter, f"propose date {REQUEST}")
    await stage.calm()
    assert f"propose date {REQUEST}" in str(letter.blocks)
    view = top(joao)
    await joao.fill(view, {"day": "2026-03-27"})
    await send(stage, joao)
    assert joao.modal is None
    assert "propose date" not in str(letter.blocks)
    assert REQUEST in letter.words
    assert REQUEST in joao.messages()[-1].words
    assert stage.slack.complaints == []


async def test_a_closed_form_keeps_its_answers_for_later(stage: SlackWorld, sean: Person) -> None:
    view = await opened(stage, sean, "new request")
    hits = await stage.hits(sean, view, "answerer", "turismo")
    await sean.fill(view, {"answerer": hits[0]["value"]})
    await send(stage, sean)
    await sean.close(top(sean))
    await stage.calm()
    kept = sean.messages()[-1]
    assert "Your answers are kept." in kept.words
    await sean.click(kept, "continue")
    await stage.calm()
    assert inputs(top(sean)) == ["area"]
    assert stage.slack.complaints == []


async def test_a_form_closed_without_an_answer_is_forgotten(
    stage: SlackWorld, chat: SlackChat, sean: Person
) -> None:
    view = await opened(stage, sean, "new request")
    await sean.close(view)
    await stage.calm()
    assert sean.messages() == []
    assert "Nothing waits for you" in await chat.say("sean", "my tasks")


async def test_a_form_can_be_typed_and_then_opened(
    stage: SlackWorld, chat: SlackChat, sean: Person
) -> None:
    await chat.say("sean", "send")
    said = await chat.say("sean", REQUEST)
    assert "Open the form" in said
    await sean.click(sean.messages()[-1], "Open the form")
    await stage.calm()
    assert inputs(top(sean)) == ["day"]
    assert stage.slack.complaints == []


async def test_a_question_in_a_room_invites_into_the_form(
    stage: SlackWorld, sean: Person, room: Channel
) -> None:
    room.members.add(sean.id)
    await sean.mention(room, "new request")
    await stage.calm()
    [invitation] = sean.ephemerals(room)
    assert "only you see it" in invitation.words
    await sean.click(invitation, "Open the form")
    await stage.calm()
    assert inputs(top(sean)) == ["answerer"]
    assert len(sean.messages(room)) == 1
    assert stage.slack.complaints == []


async def test_a_form_from_a_room_ends_with_a_whisper_there(
    stage: SlackWorld, chat: SlackChat, anna: Person, room: Channel
) -> None:
    await anna.slash("/imi", "language", room)
    await stage.calm()
    view = top(anna)
    block = view.blocks[-1]
    await chat.answer(anna, view, block, "1")
    await send(stage, anna)
    assert anna.modal is None
    assert len(anna.ephemerals(room)) == 1
    assert anna.messages(room) == []
    assert stage.slack.complaints == []


async def test_where_the_bot_is_no_member_the_answer_comes_directly(
    stage: SlackWorld, chat: SlackChat, anna: Person
) -> None:
    elsewhere = stage.slack.add_channel(stage.workspace, "elsewhere", anna, with_bot=False)
    await anna.slash("/imi", "language", elsewhere)
    await stage.calm()
    view = top(anna)
    await chat.answer(anna, view, view.blocks[-1], "1")
    await send(stage, anna)
    assert len(anna.messages()) == 1
    assert elsewhere.ephemerals == []


async def test_a_command_between_two_others_is_answered_to_its_author_alone(
    stage: SlackWorld, chat: SlackChat, anna: Person
) -> None:
    both = {anna.id, stage.person("liga").id}
    between = stage.workspace.add_channel(Channel("D0000000999", "between", "im", both))
    await anna.slash("/imi", "help", between)
    await anna.slash("/imi", "language", between)
    await stage.calm()
    view = top(anna)
    await chat.answer(anna, view, view.blocks[-1], "1")
    await send(stage, anna)
    assert between.messages == []
    assert len(between.ephemerals) == 1
    assert len(anna.messages()) == 1


async def test_a_form_outlives_a_restart(stage: SlackWorld, chat: SlackChat, sean: Person) -> None:
    view = await opened(stage, sean, "new request")
    hits = await stage.hits(sean, view, "answerer", "turismo")
    await sean.fill(view, {"answerer": hits[0]["value"]})
    await chat.restart()
    await send(stage, sean)
    assert inputs(top(sean)) == ["area"]


async def test_words_typed_with_the_command_are_searched_at_once(
    stage: SlackWorld, sean: Person
) -> None:
    view = await opened(stage, sean, "new request turismo portugal")
    _block, element = view.element("answerer")
    assert element["type"] == "radio_buttons"
    assert "Turismo de Portugal" in view.words or "Portuguese Tourism Board" in view.words
    await sean.click(view, "search again")
    await stage.calm()
    assert top(sean).element("answerer")[1]["type"] == "external_select"
    assert stage.slack.complaints == []


async def test_a_form_in_a_thread_is_answered_in_the_thread(
    stage: SlackWorld, chat: SlackChat, sean: Person
) -> None:
    first = await sean.dm("help")
    await sean.dm("language", thread_ts=first.ts)
    await stage.calm()
    await sean.click(sean.messages()[-1], "Open the form")
    await stage.calm()
    view = top(sean)
    await chat.answer(sean, view, view.blocks[-1], "1")
    await send(stage, sean)
    assert sean.messages()[-1].thread_ts == first.ts
