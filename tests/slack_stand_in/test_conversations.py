from __future__ import annotations

import pytest
from slack_sdk.signature import SignatureVerifier
from slack_sdk.web.async_client import AsyncWebClient

from tests.slack_stand_in.echo_bot import EchoBot, HttpHome, modal, question
from tests.support.slack import (
    LEAST_SCOPES,
    OUR_EVENTS,
    App,
    Channel,
    Person,
    SlackStandIn,
    Workspace,
    signature,
)

_PUBLISHED_BODY = (
    "token=xyzz0WbapA4vBCDEFasx0q6G&team_id=T1DC2JH3J&team_domain=testteamnow"
    "&channel_id=G8PSS9T3V&channel_name=foobar&user_id=U2CERLKJA&user_name=roadrunner"
    "&command=%2Fwebhook-collect&text=&response_url=https%3A%2F%2Fhooks.slack.com%2Fcommands"
    "%2FT1DC2JH3J%2F397700885554%2F96rGlfmibIGlgcZRskXaIFfN"
    "&trigger_id=398738663015.47445629121.803a0bc887a14d10d2c447fce8b6703c"
)


def test_the_published_signature_is_made() -> None:
    secret, ts = "8f742231b10e8888abcd99yyyzzz85a5", "1531420618"
    made = signature(secret, ts, _PUBLISHED_BODY.encode())
    assert made == "v0=a2114d57b48eac39b9ad189dd8316235a7b4a8d21a10bd27519666489c69b503"
    assert SignatureVerifier(secret).generate_signature(timestamp=ts, body=_PUBLISHED_BODY) == made


@pytest.mark.usefixtures("bot")
async def test_a_url_is_verified_by_its_challenge(slack: SlackStandIn) -> None:
    assert await slack.verify_url()


async def test_a_wrong_secret_is_turned_away(
    slack: SlackStandIn, bot: EchoBot, anna: Person
) -> None:
    road = slack.courier.road
    road.signing_secret = "another secret"  # type: ignore[union-attr]
    await anna.dm("hello")
    await slack.settled()
    assert {one.status for one in slack.deliveries} == {401}
    assert bot.heard == []


@pytest.mark.usefixtures("any_bot")
async def test_a_direct_message_is_answered(slack: SlackStandIn, anna: Person) -> None:
    await anna.dm("hello")
    answer = await slack.until(lambda: anna.messages()[1:])
    assert answer[0].words.startswith("You said hello")
    assert answer[0].buttons == ["Press"]
    await slack.settled()
    assert all(one.ok for one in slack.deliveries)
    assert slack.complaints == []


@pytest.mark.usefixtures("bot")
async def test_typed_text_arrives_escaped_with_live_links_and_mentions(
    slack: SlackStandIn, anna: Person
) -> None:
    await anna.dm("a < b & c <!channel> <@U0000000001> https://x.eu?a=1&b=2 me@x.eu")
    event = slack.events[0]["event"]
    assert event["text"] == (
        "a &lt; b &amp; c &lt;!channel&gt; <@U0000000001> <https://x.eu?a=1&amp;b=2> "
        "<mailto:me@x.eu|me@x.eu>"
    )
    kinds = [one["type"] for one in event["blocks"][0]["elements"][0]["elements"]]
    assert kinds == ["text", "user", "text", "link", "text", "link"]


@pytest.mark.usefixtures("bot")
async def test_an_event_looks_like_one_of_slack(
    slack: SlackStandIn, anna: Person, riga: Workspace
) -> None:
    message = await anna.dm("hello")
    sent = slack.events[0]
    assert sent["type"] == "event_callback"
    assert sent["api_app_id"] == slack.app.id
    assert sent["authorizations"][0]["user_id"] == riga.bot_user
    assert sent["event_context"].startswith("4-")
    assert sent["event"] | {"client_msg_id": "", "blocks": []} == {
        "type": "message",
        "client_msg_id": "",
        "user": anna.id,
        "text": "hello",
        "blocks": [],
        "team": riga.id,
        "ts": message.ts,
        "event_ts": message.ts,
        "channel": anna.dm_channel.id,
        "channel_type": "im",
    }


@pytest.mark.usefixtures("any_bot")
async def test_a_mention_in_a_room_is_answered_in_its_thread(
    slack: SlackStandIn, anna: Person, room: Channel
) -> None:
    message = await anna.mention(room, "are you there?")
    answer = await slack.until(lambda: anna.thread(message))
    assert answer[0].text == "Here"
    assert [one["event"]["type"] for one in slack.events] == ["app_mention"]
    assert slack.complaints == []


async def test_what_is_said_in_a_room_is_told_only_if_the_bot_is_there() -> None:
    more = {"channels:history"}
    app = App(events=OUR_EVENTS | {"message.channels"}, scopes=LEAST_SCOPES | more)
    async with SlackStandIn(app) as slack:
        riga = slack.add_workspace("Riga")
        anna = slack.add_person(riga, "anna")
        home = HttpHome(EchoBot(slack))
        slack.deliver_to(await home.start())
        await anna.mention(slack.add_channel(riga, "secrets", anna, with_bot=False), "hello")
        assert slack.events == []
        await anna.mention(slack.add_channel(riga, "tourism", anna), "hello")
        heard = [one["event"] for one in slack.events if "bot_id" not in one["event"]]
        assert {one["type"] for one in heard} == {"message", "app_mention"}
        assert len({one["client_msg_id"] for one in heard}) == 1
        await home.stop()


async def test_the_bot_hears_of_its_own_messages(
    slack: SlackStandIn, bot: EchoBot, anna: Person, riga: Workspace
) -> None:
    await anna.dm("hello")
    await slack.settled()
    assert [one["event"].get("bot_id") for one in slack.events] == [None, riga.bot_id]
    assert len(bot.heard) == 1


async def test_a_command_is_answered_to_its_author_only(
    slack: SlackStandIn, any_bot: EchoBot, anna: Person, riga: Workspace, room: Channel
) -> None:
    other = slack.add_person(riga, "juris")
    room.members.add(other.id)
    delivery = await anna.slash("/imi", "my <tasks>", room)
    assert any_bot.heard[-1]["text"] == "my &lt;tasks&gt;"
    assert [one.words for one in anna.ephemerals(room)] == ["You typed my <tasks>"]
    assert other.ephemerals(room) == []
    assert delivery.seconds is not None
    assert delivery.seconds < slack.timing.answer_seconds
    assert slack.complaints == []


async def test_a_button_replaces_its_message_through_the_response_url(
    slack: SlackStandIn, any_bot: EchoBot, anna: Person
) -> None:
    await anna.dm("hello")
    message = (await slack.until(lambda: anna.messages()[1:]))[0]
    await anna.click(message, "Press")
    body = any_bot.heard[-1]
    assert body["container"]["message_ts"] == message.ts
    assert body["actions"][0]["value"] == "press"
    assert body["channel"] == {"id": anna.dm_channel.id, "name": "directmessage"}
    assert await slack.until(lambda: message.text == "Pressed")
    assert message.blocks == []
    assert slack.complaints == []


async def test_an_ephemeral_message_is_not_shown_to_the_app_when_its_button_is_pressed(
    bot: EchoBot, anna: Person, room: Channel, client: AsyncWebClient
) -> None:
    row = {"type": "actions", "elements": [_press()]}
    await client.chat_postEphemeral(channel=room.id, user=anna.id, text="Psst", blocks=[row])
    message = anna.ephemerals(room)[0]
    await anna.click(message, "press")
    assert bot.heard[-1]["container"]["is_ephemeral"]
    assert "message" not in bot.heard[-1]
    assert message.text == "Pressed"


@pytest.mark.usefixtures("any_bot")
async def test_the_home_tab_is_published_when_it_is_opened(
    slack: SlackStandIn, anna: Person
) -> None:
    await anna.open_home()
    home = await slack.until(lambda: anna.home)
    assert home.words == "My tasks"
    assert "view" not in slack.events[0]["event"]
    await anna.open_home()
    assert slack.events[-1]["event"]["view"]["id"] == home.id
    assert slack.complaints == []


async def test_shortcuts_open_a_form(
    slack: SlackStandIn, bot: EchoBot, anna: Person, room: Channel
) -> None:
    bot.form = modal(question("subject", {"type": "plain_text_input"}))
    await anna.global_shortcut("ask")
    assert bot.heard[-1]["type"] == "shortcut"
    assert "channel" not in bot.heard[-1]
    assert (await slack.until(lambda: anna.modal)).title == "New request"
    message = await anna.say(room, "a question")
    await anna.message_shortcut("ask", message)
    assert bot.heard[-1]["type"] == "message_action"
    assert bot.heard[-1]["message"]["text"] == "a question"
    assert slack.complaints == []


def _press() -> dict[str, object]:
    text = {"type": "plain_text", "text": "Press"}
    return {"type": "button", "text": text, "value": "press", "action_id": "run:press"}
