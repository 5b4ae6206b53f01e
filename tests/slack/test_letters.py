"""Unasked messages: they arrive once, whatever Slack does meanwhile."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.channel import Letter, TryLater, Unreachable, Unsure
from chat.message import Button, Card, Document, Part, Reply, say
from core.outbox import DeliveryId
from core.people import Address
from core.text import as_written, msg
from tests.slack.test_forms import GUIDE, REQUEST
from tests.support.dying import At, work_until_killed
from tests.support.slack import Person, SlackStandIn
from tests.support.slack.faults import DROPPED, HTTP_500, RATELIMITED
from tests.support.slack_chat import SlackChat, SlackWorld

GREETING = say(Card(msg("Good morning."), actions=(Button(msg("My tasks"), "my tasks"),)))


def letter(stage: SlackWorld, *parts: Part, room: bool = False) -> Letter:
    account = stage.rooms["lisboa-team"].id if room else stage.person("joao").id
    reply = Reply(parts) if parts else GREETING
    to = Address("slack", stage.workspace.id, account)
    return Letter(DeliveryId("d1"), to, not room, reply, stage.world.voice("sean"))


def written(stage: SlackWorld) -> list[str]:
    return [one.words for one in stage.person("joao").messages()]


async def test_a_letter_reaches_a_person_directly(stage: SlackWorld, joao: Person) -> None:
    receipt = await stage.face.deliver(letter(stage))
    [message] = joao.messages()
    assert receipt == f"{joao.dm_channel.id}/{message.ts}"
    assert message.words.startswith("Good morning.")
    assert message.buttons == ["My tasks"]
    assert stage.slack.complaints == []


async def test_a_letter_to_a_room_stands_in_the_room(stage: SlackWorld, joao: Person) -> None:
    await stage.face.deliver(letter(stage, room=True))
    [message] = stage.rooms["lisboa-team"].messages
    assert message.text.startswith("Good morning.")
    assert joao.messages() == []


async def test_what_marks_a_letter_says_nothing_about_anybody(
    stage: SlackWorld, joao: Person
) -> None:
    await stage.face.deliver(letter(stage))
    assert joao.messages()[0].raw["metadata"] == {
        "event_type": "imi_delivery",
        "event_payload": {"id": "d1", "part": 0},
    }


async def test_a_direct_conversation_is_opened_once(stage: SlackWorld, slack: SlackStandIn) -> None:
    for number in range(3):
        await stage.face.deliver(replace(letter(stage), id=DeliveryId(f"d{number}")))
    assert [one.method for one in slack.calls].count("conversations.open") == 1


async def test_p3_a_rate_limit_is_told_with_its_seconds(
    stage: SlackWorld, slack: SlackStandIn
) -> None:
    slack.faults.fail("chat.postMessage", RATELIMITED, retry_after=7)
    with pytest.raises(TryLater) as told:
        await stage.face.deliver(letter(stage))
    assert told.value.seconds == 7
    assert await stage.face.deliver(letter(stage))
    assert len(written(stage)) == 1


@pytest.mark.parametrize(
    "error",
    [
        "channel_not_found",
        "is_archived",
        "account_inactive",
        "token_revoked",
        "not_in_channel",
        "restricted_action",
        "messages_tab_disabled",
        "invalid_blocks",
    ],
)
async def test_p3_a_refusal_is_for_somebody_to_mend(
    stage: SlackWorld, slack: SlackStandIn, error: str
) -> None:
    slack.faults.fail("chat.postMessage", error)
    with pytest.raises(Unreachable, match=f"chat.postMessage: {error}"):
        await stage.face.deliver(letter(stage))


@pytest.mark.parametrize("error", ["user_not_found", "user_disabled", "cannot_dm_bot"])
async def test_somebody_who_cannot_be_written_to_is_unreachable(
    stage: SlackWorld, slack: SlackStandIn, error: str
) -> None:
    slack.faults.fail("conversations.open", error)
    with pytest.raises(Unreachable, match=error):
        await stage.face.deliver(letter(stage))


async def test_p3_a_passing_fault_of_slack_is_passing(
    stage: SlackWorld, slack: SlackStandIn
) -> None:
    slack.faults.fail("conversations.open", DROPPED)
    slack.faults.fail("chat.postMessage", "service_unavailable")
    for _ in range(2):
        with pytest.raises(TryLater):
            await stage.face.deliver(letter(stage))
    assert await stage.face.deliver(letter(stage))


@pytest.mark.parametrize("how", [DROPPED, HTTP_500, "fatal_error"])
async def test_p2_a_lost_answer_is_unsure_and_never_sent_again_blindly(
    stage: SlackWorld, slack: SlackStandIn, how: str
) -> None:
    slack.faults.fail("chat.postMessage", how)
    with pytest.raises(Unsure):
        await stage.face.deliver(letter(stage))
    sent = [one for one in slack.calls if one.method == "chat.postMessage"]
    assert len(sent) == 1


@pytest.mark.parametrize("room", [False, True], ids=["person", "room"])
async def test_what_has_arrived_is_found(
    stage: SlackWorld, slack: SlackStandIn, room: bool
) -> None:
    slack.faults.fail("chat.postMessage", DROPPED)
    sent = letter(stage, room=room)
    with pytest.raises(Unsure):
        await stage.face.deliver(sent)
    receipt = await stage.face.reconcile(sent)
    assert receipt
    channel, _stroke, ts = receipt.partition("/")
    found = stage.workspace.channels[channel].find(ts)
    assert found is not None
    assert found.words.startswith("Good morning.")
    assert await stage.face.reconcile(replace(sent, id=DeliveryId("d2"))) is None


async def test_what_has_not_arrived_is_not_found(stage: SlackWorld, slack: SlackStandIn) -> None:
    slack.faults.fail("chat.postMessage", HTTP_500)
    with pytest.raises(Unsure):
        await stage.face.deliver(letter(stage))
    assert await stage.face.reconcile(letter(stage)) is None


async def test_a_letter_is_found_behind_many_messages(stage: SlackWorld) -> None:
    sent = letter(stage)
    receipt = await stage.face.deliver(sent)
    for number in range(450):
        channel = stage.person("joao").dm_channel
        channel.messages.append(
            replace(channel.messages[0], raw={**channel.messages[0].raw, "metadata": {},
                    "ts": f"{channel.messages[0].ts[:-6]}{number + 1000:06d}"})
        )  # fmt: skip
    assert await stage.face.reconcile(sent) == receipt


async def test_where_nothing_can_be_looked_up_it_stays_unsure(
    stage: SlackWorld, slack: SlackStandIn
) -> None:
    slack.faults.fail("conversations.history", "missing_scope")
    with pytest.raises(Unsure, match="missing_scope"):
        await stage.face.reconcile(letter(stage))


async def test_of_a_long_letter_only_what_is_missing_is_sent(
    stage: SlackWorld, slack: SlackStandIn
) -> None:
    sent = letter(stage, as_written("first " * 600), as_written("second " * 500))
    slack.faults.pace("chat.postMessage", seconds=60)
    with pytest.raises(Unsure, match="part 2 is missing"):
        await stage.face.deliver(sent)
    assert len(written(stage)) == 1
    slack.faults.clear()
    receipt = await stage.face.reconcile(sent)
    assert len(written(stage)) > 1
    joao = stage.person("joao")
    stamps = ",".join(message.ts for message in joao.messages())
    assert receipt == f"{joao.dm_channel.id}/{stamps}"
    assert "".join(written(stage)).count("first") == 600
    assert "".join(written(stage)).count("second") == 500


async def test_a_letter_to_another_workspace_is_unreachable(stage: SlackWorld) -> None:
    with pytest.raises(Unreachable):
        await stage.face.deliver(replace(letter(stage), to=Address("slack", "T404", "U1")))


@pytest.mark.parametrize("step", [At.SENT, At.ANSWERED])
async def test_p2_killed_between_sending_and_recording_it_is_found_by_its_metadata(
    chat: SlackChat, step: At
) -> None:
    await chat.fill("anna", "new request", **GUIDE)
    await work_until_killed(chat.stage.world.assistant, step)
    chat.stage.world.clock.forward(minutes=3)
    await chat.settle()
    for who in ("joao", "marta"):
        assert len([text for text in await chat.inbox(who) if REQUEST in text]) == 1


@pytest.mark.parametrize("how", [DROPPED, HTTP_500, RATELIMITED])
async def test_p2_a_notice_arrives_once_through_every_fault(
    chat: SlackChat, slack: SlackStandIn, how: str
) -> None:
    await chat.fill("anna", "new request", **GUIDE)
    slack.faults.fail("chat.postMessage", how, channel=chat.stage.person("joao").dm_channel.id)
    for _ in range(4):
        await chat.settle()
        chat.stage.world.clock.forward(minutes=5)
    received = [text for text in await chat.inbox("joao") if REQUEST in text]
    assert len(received) == 1


ENTRY = Document("training-1.ics", "text/calendar", b"BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n")


def handed_over(stage: SlackWorld) -> list[str]:
    messages = stage.person("joao").messages()
    return [file["name"] for one in messages for file in one.raw.get("files") or ()]


async def test_the_documents_of_a_letter_come_behind_its_text(stage: SlackWorld) -> None:
    receipt = await stage.face.deliver(letter(stage, msg("A seat is yours."), ENTRY))
    assert handed_over(stage) == ["training-1.ics"]
    [text, _file] = stage.person("joao").messages()
    assert receipt.endswith(text.ts)


async def test_a_picture_says_in_words_what_it_shows(stage: SlackWorld) -> None:
    chart = Document("survey-1.png", "image/png", b"\x89PNG", "Gráfico de barras")
    await stage.face.deliver(letter(stage, msg("Resultados"), chart))
    messages = stage.person("joao").messages()
    [file] = [file for one in messages for file in one.raw.get("files") or ()]
    assert file["alt_txt"] == "Gráfico de barras"


@pytest.mark.parametrize("method", ["files.getUploadURLExternal", "files.completeUploadExternal"])
async def test_a_document_that_is_missing_is_sent_and_the_rest_is_not_sent_again(
    stage: SlackWorld, slack: SlackStandIn, method: str
) -> None:
    sent = letter(stage, msg("A seat is yours."), ENTRY)
    slack.faults.fail(method, HTTP_500)
    with pytest.raises(Unsure):
        await stage.face.deliver(sent)
    assert await stage.face.reconcile(sent)
    assert await stage.face.reconcile(sent)
    assert handed_over(stage) == ["training-1.ics"]
    assert len(written(stage)) == 2


async def test_an_app_that_may_send_no_files_still_sends_the_text(
    stage: SlackWorld, slack: SlackStandIn
) -> None:
    slack.faults.fail("files.getUploadURLExternal", "missing_scope")
    assert await stage.face.deliver(letter(stage, msg("A seat is yours."), ENTRY))
    assert handed_over(stage) == []
