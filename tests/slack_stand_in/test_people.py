from __future__ import annotations

from typing import Any

import pytest
from aiohttp import ClientSession
from slack_sdk.web.async_client import AsyncWebClient

from tests.slack_stand_in.echo_bot import Body, EchoBot, HttpHome, button, plain
from tests.support.slack import LEAST_SCOPES, OUR_EVENTS, App, Channel, Person, SlackStandIn


def told(slack: SlackStandIn, *keys: str) -> list[tuple[Any, ...]]:
    return [tuple(one["event"].get(key) for key in keys) for one in slack.events]


@pytest.mark.usefixtures("bot")
async def test_an_edited_message_is_told_with_what_it_was_before(
    slack: SlackStandIn, anna: Person
) -> None:
    message = await anna.dm("first")
    await slack.settled()
    await anna.edit(message, "second & last")
    await slack.settled()
    event = slack.events[-1]["event"]
    assert event["subtype"] == "message_changed"
    assert event["message"]["text"] == "second &amp; last"
    assert event["previous_message"]["text"] == "first"


@pytest.mark.usefixtures("bot")
async def test_what_the_bot_changes_or_deletes_is_told_as_well(
    slack: SlackStandIn, anna: Person, client: AsyncWebClient
) -> None:
    room = anna.dm_channel.id
    posted = await client.chat_postMessage(channel=room, text="one")
    await slack.settled()
    await client.chat_update(channel=room, ts=posted["ts"], text="two")
    await slack.settled()
    await client.chat_delete(channel=room, ts=posted["ts"])
    await slack.settled()
    kinds = [(None,), ("message_changed",), ("message_deleted",)]
    assert told(slack, "subtype") == kinds
    assert anna.messages() == []


async def test_a_shared_file_comes_with_its_message(
    slack: SlackStandIn, bot: EchoBot, anna: Person
) -> None:
    await anna.share(anna.dm_channel, "licence.pdf", b"%PDF", "here it is")
    file = bot.heard[-1]["files"][0]
    assert bot.heard[-1]["subtype"] == "file_share"
    assert (file["mimetype"], file["size"]) == ("application/pdf", 4)
    token = {"Authorization": f"Bearer {anna.workspace.bot_token}"}
    async with (
        ClientSession(headers=token) as session,
        session.get(file["url_private_download"]) as response,
    ):
        assert await response.read() == b"%PDF"
    assert slack.complaints == []


async def test_another_bot_is_recognised_by_its_bot_id(
    slack: SlackStandIn, bot: EchoBot, anna: Person, room: Channel
) -> None:
    robot = slack.add_person(anna.workspace, "robot", is_bot=True)
    room.members.add(robot.id)
    await robot.mention(room, "beep")
    assert bot.heard[-1]["bot_id"] == robot.user.bot_id
    assert bot.heard[-1]["bot_id"] != anna.workspace.bot_id


async def test_a_change_of_language_is_told_to_an_app_that_listens() -> None:
    app = App(events=OUR_EVENTS | {"user_change"}, scopes=LEAST_SCOPES)
    async with SlackStandIn(app) as slack:
        anna = slack.add_person(slack.add_workspace("Riga"), "anna", locale="lv-LV")
        bot = EchoBot(slack)
        bot.app.event("user_change")(_heed)
        home = HttpHome(bot)
        slack.deliver_to(await home.start())
        delivery = await anna.change(locale="pt-PT")
        assert delivery is not None
        assert delivery.ok
        assert slack.events[-1]["event"]["user"]["locale"] == "pt-PT"
        await home.stop()


async def test_nobody_is_told_of_what_the_app_does_not_listen_for() -> None:
    app = App(events=OUR_EVENTS - {"user_change"}, scopes=LEAST_SCOPES)
    async with SlackStandIn(app) as slack:
        anna = slack.add_person(slack.add_workspace("Riga"), "anna", locale="lv-LV")
        home = HttpHome(EchoBot(slack))
        slack.deliver_to(await home.start())
        assert await anna.change(locale="pt-PT") is None
        assert slack.deliveries == []
        await home.stop()


async def test_an_event_nobody_handles_is_a_failure(slack: SlackStandIn, anna: Person) -> None:
    bot = EchoBot(slack)
    bot.app._async_listeners.clear()
    home = HttpHome(bot)
    slack.deliver_to(await home.start())
    await anna.dm("hello")
    await slack.settled()
    assert [one.status for one in slack.deliveries] == [404] * 4
    assert slack.complaints[0] == "message attempt 0: http_error (HTTP 404)"
    await home.stop()


async def test_only_members_see_a_room(slack: SlackStandIn, anna: Person, room: Channel) -> None:
    other = slack.add_person(anna.workspace, "juris")
    client = AsyncWebClient(anna.workspace.bot_token, base_url=slack.base_url)
    await client.chat_postMessage(channel=room.id, text="Hello")
    assert [one.text for one in anna.messages(room)] == ["Hello"]
    assert other.messages(room) == []


async def test_a_menu_in_a_message_sends_its_choice(
    slack: SlackStandIn, bot: EchoBot, anna: Person, client: AsyncWebClient
) -> None:
    day = {"type": "datepicker", "action_id": "answer"}
    row = {"type": "actions", "block_id": "row", "elements": [day, button("Press", "press")]}
    await client.chat_postMessage(channel=anna.dm_channel.id, text="When?", blocks=[row])
    await anna.choose(anna.messages()[0], "answer", "2026-10-31")
    chosen: Body = {"type": "datepicker", "selected_date": "2026-10-31"}
    assert bot.heard[-1]["actions"][0].items() >= chosen.items()
    assert bot.heard[-1]["state"]["values"] == {"row": {"answer": chosen}}
    assert slack.complaints == []


async def test_nothing_can_be_pressed_that_is_not_there(
    anna: Person, client: AsyncWebClient
) -> None:
    blocks = [{"type": "section", "text": plain("Hello"), "accessory": button("Open", "open")}]
    await client.chat_postMessage(channel=anna.dm_channel.id, text="Hello", blocks=blocks)
    message = anna.messages()[0]
    with pytest.raises(AssertionError, match=r"0 buttons 'Close' among \['Open'\]"):
        await anna.click(message, "Close")


async def test_a_text_longer_than_advised_is_complained_of(
    slack: SlackStandIn, anna: Person, client: AsyncWebClient
) -> None:
    await client.chat_postMessage(channel=anna.dm_channel.id, text="x" * 4001)
    assert slack.complaints == ["text: 4001 characters, Slack advises at most 4000"]


async def _heed(event: Body) -> None:
    assert event["user"]
