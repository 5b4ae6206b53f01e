"""Talking to the bot: in direct messages, in rooms, by the slash command. On both ways in."""

from __future__ import annotations

import logging

import pytest

from tests.support.slack import Channel, Person, SlackStandIn
from tests.support.slack.delivery import COMMAND, INTERACTIVE
from tests.support.slack_chat import SlackChat, SlackWorld

HELP = "Kā varu jums palīdzēt"


async def test_a_direct_message_is_answered_in_the_persons_language(
    either_stage: SlackWorld,
) -> None:
    chat = SlackChat(either_stage)
    assert HELP in await chat.say("anna", "help")
    assert HELP in await chat.say("anna", "palīdzība")
    assert "Como posso ajudar" in await chat.say("joao", "help")
    assert either_stage.slack.complaints == []


async def test_the_slash_command_is_answered_for_the_one_who_gave_it(
    either_stage: SlackWorld,
) -> None:
    room, anna, liga = (
        either_stage.rooms["riga-team"], either_stage.person("anna"), either_stage.person("liga")
    )  # fmt: skip
    delivery = await anna.slash("/imi", "help", room)
    await either_stage.calm()
    assert [HELP in one.words for one in anna.ephemerals(room)] == [True]
    assert liga.ephemerals(room) == []
    assert liga.messages(room) == []
    assert delivery.answer
    assert either_stage.slack.complaints == []


async def test_a_mention_is_answered_for_the_one_who_asked(either_stage: SlackWorld) -> None:
    room, anna = either_stage.rooms["riga-team"], either_stage.person("anna")
    await anna.mention(room, "my tasks")
    await either_stage.calm()
    assert len(anna.ephemerals(room)) == 1
    assert len(anna.messages(room)) == 1
    assert either_stage.slack.complaints == []


async def test_an_answer_stays_in_the_thread_it_was_asked_in(
    stage: SlackWorld, anna: Person, room: Channel
) -> None:
    first = await anna.dm("help")
    await stage.calm()
    await anna.dm("help", thread_ts=first.ts)
    await stage.calm()
    threads = [one.thread_ts for one in anna.messages()[1:]]
    assert threads == [None, first.ts, first.ts]
    said = await anna.say(room, "Who knows?")
    await anna.mention(room, "help", thread_ts=said.ts)
    await stage.calm()
    assert anna.ephemerals(room)[0].thread_ts == said.ts
    assert stage.slack.complaints == []


async def test_an_empty_command_shows_what_there_is(
    stage: SlackWorld, anna: Person, room: Channel
) -> None:
    await anna.slash("/imi", "", room)
    await anna.mention(room, "")
    await stage.calm()
    assert [HELP in one.words for one in anna.ephemerals(room)] == [True, True]


async def test_a_stranger_reads_slacks_language_asked_for_once(stage: SlackWorld) -> None:
    ana = stage.slack.add_person(stage.workspace, "ana", locale="pt-PT")
    for _ in range(3):
        await ana.dm("olá")
        await stage.calm()
    assert "Ainda não sei quem é" in ana.messages()[1].words
    assert [one.method for one in stage.slack.calls].count("users.info") == 1


async def test_a_stranger_whose_language_nobody_speaks_reads_the_default(
    stage: SlackWorld,
) -> None:
    for locale in ("fi-FI", ""):
        person = stage.slack.add_person(stage.workspace, f"x{locale}", locale=locale)
        await person.dm("hei")
        await stage.calm()
        assert "I do not know you yet" in person.messages()[1].words


async def test_what_a_person_has_chosen_goes_before_slacks_language(chat: SlackChat) -> None:
    slack = chat.stage.slack
    chat.stage.people["ana"] = slack.add_person(chat.stage.workspace, "ana", locale="pt-PT")
    assert "Ainda não sei quem é" in await chat.say("ana", "xyz")
    await chat.fill("ana", "language", language="en")
    assert "I do not know you yet" in await chat.say("ana", "xyz")
    await chat.restart()
    assert "I do not know you yet" in await chat.say("ana", "xyz")


async def test_for_those_it_knows_slack_is_asked_nothing(chat: SlackChat) -> None:
    await chat.say("anna", "help")
    assert "users.info" not in [one.method for one in chat.stage.slack.calls]


async def test_p8_an_event_sent_again_is_answered_once(
    stage: SlackWorld, anna: Person, slack: SlackStandIn
) -> None:
    await anna.dm("help")
    await stage.calm()
    first = slack.events[0]
    for attempt in (3, 1, 2, 2):
        delivery = await slack.redeliver(first, attempt)
        assert delivery.status == 200
    await stage.calm()
    assert len(anna.messages()) == 2


async def test_p8_events_that_come_four_times_and_out_of_order_are_answered_once_each(
    stage: SlackWorld, anna: Person, joao: Person, room: Channel, slack: SlackStandIn
) -> None:
    await anna.dm("help")
    await joao.dm("my tasks")
    await anna.mention(room, "help")
    await stage.calm()
    seen = len(anna.messages()), len(joao.messages()), len(anna.ephemerals())
    events = list(slack.events)
    for attempt in (2, 3, 1, 3):
        for event in reversed(events):
            assert (await slack.redeliver(event, attempt)).status == 200
    await stage.calm()
    assert (len(anna.messages()), len(joao.messages()), len(anna.ephemerals())) == seen


async def test_p8_a_command_and_a_click_sent_again_are_obeyed_once(
    stage: SlackWorld, chat: SlackChat, slack: SlackStandIn, anna: Person
) -> None:
    await chat.say("anna", "help")
    await anna.click(anna.messages()[-1], "my tasks")
    await anna.slash("/imi", "help")
    await stage.calm()
    seen = len(anna.messages()), len(anna.ephemerals())
    [click] = [one for one in slack.deliveries if one.kind == INTERACTIVE]
    [command] = [one for one in slack.deliveries if one.kind == COMMAND]
    await slack.courier.send(click)
    again = await slack.courier.send(command)
    await stage.calm()
    assert again.answer == ""
    assert (len(anna.messages()), len(anna.ephemerals())) == seen


async def test_p8_an_event_is_answered_once_even_after_a_restart(
    stage: SlackWorld, chat: SlackChat, slack: SlackStandIn, anna: Person
) -> None:
    await chat.say("anna", "help")
    await chat.restart()
    await slack.redeliver(slack.events[0], 1)
    await stage.calm()
    assert len(anna.messages()) == 2


async def test_other_bots_are_not_answered(stage: SlackWorld, room: Channel) -> None:
    robot = stage.slack.add_person(stage.workspace, "robot", is_bot=True)
    room.members.add(robot.id)
    await robot.mention(room, "help")
    await stage.calm()
    assert len(room.messages) == 1
    assert room.ephemerals == []


async def test_an_edited_message_is_not_a_new_one(
    stage: SlackWorld, chat: SlackChat, anna: Person
) -> None:
    await chat.say("anna", "help")
    await anna.edit(anna.messages()[0], "my tasks")
    await stage.calm()
    assert len(anna.messages()) == 2


async def test_somebody_of_another_organisation_is_told_so_and_not_obeyed(
    stage: SlackWorld, room: Channel
) -> None:
    room.is_shared = True
    guest = stage.slack.add_person(stage.workspace, "guest", home_team="T9999999999")
    room.members.add(guest.id)
    await guest.mention(room, "help")
    await stage.calm()
    [answer] = guest.ephemerals(room)
    assert "only for people of this organisation" in answer.words
    assert "users.info" not in [one.method for one in stage.slack.calls]


async def test_for_another_workspace_or_app_nothing_is_done(
    stage: SlackWorld, slack: SlackStandIn, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.WARNING)
    lisbon = slack.add_workspace("Lisbon")
    other = slack.add_person(lisbon, "other")
    called = len(slack.calls)
    delivery = await other.slash("/imi", "help")
    await other.dm("help")
    await stage.calm()
    assert (delivery.status, delivery.answer) == (200, "")
    payload = {**slack.deliveries[0].payload, "team_id": stage.workspace.id, "api_app_id": "A9"}
    delivery.payload = payload
    assert (await slack.courier.send(delivery)).answer == ""
    assert len(slack.calls) == called
    assert "another workspace or app" in caplog.text


async def test_what_is_typed_cannot_call_anybody(stage: SlackWorld, chat: SlackChat) -> None:
    await chat.say("anna", "show <!channel> <@U0000000001> @here *bold* <https://evil.eu|bank>")
    sent = [one for one in stage.slack.calls if one.method == "chat.postMessage"]
    for call in sent:
        assert "<!" not in call.args["text"]
        assert "<@" not in call.args["text"]
        assert "<http" not in call.args["text"]
        assert call.args["unfurl_links"] is False
        assert call.args["link_names"] is False


async def test_work_goes_on_in_order_for_one_person(stage: SlackWorld, anna: Person) -> None:
    for text in ("find authority", "cancel", "help", "my tasks"):
        await anna.dm(text)
    await stage.calm()
    answers = [one for one in anna.messages() if one.user == stage.workspace.bot_user]
    assert len(answers) == 4
    assert HELP in answers[2].words
    assert HELP not in answers[3].words
