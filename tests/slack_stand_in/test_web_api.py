from __future__ import annotations

import json
from collections.abc import Awaitable, Callable
from typing import Any

import pytest
from aiohttp import ClientSession
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient
from slack_sdk.webhook.async_client import AsyncWebhookClient

from tests.slack_stand_in.echo_bot import EchoBot, plain
from tests.support.slack import Channel, Person, SlackStandIn, Workspace

Do = Callable[[AsyncWebClient, Channel], Awaitable[object]]
MISTAKES: dict[str, Do] = {
    "unknown_method": lambda client, _room: client.api_call("chat.shout"),
    "unknown arguments": lambda client, room: client.chat_postMessage(
        channel=room.id, text="x", colour="red"
    ),
    "missing arguments": lambda client, _room: client.api_call("chat.postMessage", json={}),
    "no_text": lambda client, room: client.api_call(
        "chat.postMessage", json={"channel": room.id, "text": " "}
    ),
    "channel_not_found": lambda client, _room: client.chat_postMessage(channel="C404", text="x"),
    "invalid_blocks": lambda client, room: client.chat_postMessage(
        channel=room.id, text="x", blocks=[{"type": "header", "text": plain("")}]
    ),
    "thread_not_found": lambda client, room: client.chat_postMessage(
        channel=room.id, text="x", thread_ts="1.0"
    ),
    "user_not_in_channel": lambda client, room: client.chat_postEphemeral(
        channel=room.id, user="U404", text="x"
    ),
    "message_not_found": lambda client, room: client.chat_update(
        channel=room.id, ts="1.0", text="x"
    ),
    "user_not_found": lambda client, _room: client.users_info(user="U404"),
    "missing_scope": lambda client, room: client.reactions_add(
        channel=room.id, name="eyes", timestamp="1.0"
    ),
    "invalid_metadata_format": lambda client, room: client.chat_postMessage(
        channel=room.id, text="x", metadata={"event_type": "sent"}
    ),
    "not_allowed_token_type": lambda client, _room: client.apps_connections_open(
        app_token=str(client.token)
    ),
    "team_access_not_granted": lambda client, _room: client.users_list(team_id="T404"),
}


@pytest.mark.parametrize("error", MISTAKES)
async def test_a_mistake_is_an_error_and_a_complaint(
    slack: SlackStandIn, client: AsyncWebClient, room: Channel, error: str
) -> None:
    with pytest.raises(SlackApiError, match=error):
        await MISTAKES[error](client, room)
    assert len(slack.complaints) == 1
    assert error in slack.complaints[0]


async def test_a_missing_scope_says_what_is_needed(client: AsyncWebClient, room: Channel) -> None:
    with pytest.raises(SlackApiError) as refusal:
        await client.reactions_add(channel=room.id, name="eyes", timestamp="1.0")
    assert refusal.value.response["needed"] == "reactions:write"
    assert "chat:write" in refusal.value.response["provided"]


@pytest.mark.parametrize("token", ["", "xoxb-wrong"])
@pytest.mark.usefixtures("riga")
async def test_a_wrong_token_is_refused(slack: SlackStandIn, token: str) -> None:
    client = AsyncWebClient(token, base_url=slack.base_url)
    with pytest.raises(SlackApiError, match=r"not_authed|invalid_auth"):
        await client.auth_test()


async def test_an_archived_room_is_no_mistake_of_the_bot(
    slack: SlackStandIn, client: AsyncWebClient, room: Channel
) -> None:
    room.is_archived = True
    with pytest.raises(SlackApiError, match="is_archived"):
        await client.chat_postMessage(channel=room.id, text="x")
    assert slack.complaints == []


@pytest.mark.parametrize("way", ["json", "form", "query"])
async def test_arguments_come_as_json_form_or_query(
    slack: SlackStandIn, riga: Workspace, anna: Person, room: Channel, way: str
) -> None:
    blocks = [{"type": "section", "text": plain("Hello")}]
    said: dict[str, Any] = {"channel": room.id, "text": "Hello", "unfurl_links": False}
    loose = {**said, "unfurl_links": "false", "blocks": json.dumps(blocks)}
    as_json, data, params = {
        "json": ({**said, "blocks": blocks}, None, None),
        "form": (None, loose, None),
        "query": (None, None, loose),
    }[way]
    headers = {"Authorization": f"Bearer {riga.bot_token}"}
    async with ClientSession(headers=headers) as session:
        address = slack.base_url + "chat.postMessage"
        async with session.post(address, json=as_json, data=data, params=params) as response:
            answer = await response.json()
    assert answer["ok"]
    assert anna.messages(room)[0].words == "Hello"
    assert slack.complaints == []


async def test_an_update_without_blocks_takes_them_away_and_keeps_the_metadata(
    client: AsyncWebClient, room: Channel, anna: Person
) -> None:
    mark = {"event_type": "sent", "event_payload": {"id": "7"}}
    posted = await client.chat_postMessage(
        channel=room.id,
        text="Hello",
        blocks=[{"type": "section", "text": plain("Hello")}],
        metadata=mark,
    )
    await client.chat_update(channel=room.id, ts=posted["ts"], text="Bye")
    message = anna.messages(room)[0]
    assert (message.words, message.blocks) == ("Bye", [])
    hidden = await client.conversations_history(channel=room.id)
    assert "metadata" not in hidden["messages"][0]
    shown = await client.conversations_history(channel=room.id, include_all_metadata=True)
    assert shown["messages"][0]["metadata"] == mark
    with pytest.raises(SlackApiError, match="msg_too_long"):
        await client.chat_update(channel=room.id, ts=posted["ts"], text="x" * 4001)


@pytest.mark.usefixtures("bot")
async def test_a_message_of_somebody_else_cannot_be_changed(
    client: AsyncWebClient, room: Channel, anna: Person
) -> None:
    message = await anna.say(room, "mine")
    with pytest.raises(SlackApiError, match="cant_update_message"):
        await client.chat_update(channel=room.id, ts=message.ts, text="x")
    with pytest.raises(SlackApiError, match="cant_delete_message"):
        await client.chat_delete(channel=room.id, ts=message.ts)


async def test_a_reply_to_a_reply_is_refused(client: AsyncWebClient, room: Channel) -> None:
    parent = await client.chat_postMessage(channel=room.id, text="Parent")
    reply = await client.chat_postMessage(channel=room.id, text="Reply", thread_ts=parent["ts"])
    thread = await client.conversations_replies(channel=room.id, ts=parent["ts"])
    assert [one["text"] for one in thread["messages"]] == ["Parent", "Reply"]
    history = await client.conversations_history(channel=room.id)
    assert [one["text"] for one in history["messages"]] == ["Parent"]
    with pytest.raises(SlackApiError, match="cannot_reply_to_message"):
        await client.chat_postMessage(channel=room.id, text="No", thread_ts=reply["ts"])


@pytest.mark.usefixtures("anna")
async def test_lists_come_in_pages(
    slack: SlackStandIn, client: AsyncWebClient, riga: Workspace
) -> None:
    for number in range(4):
        slack.add_person(riga, f"person{number}")
    names = [
        user["name"] async for page in await client.users_list(limit=2) for user in page["members"]
    ]
    assert names == ["imi", "anna", "person0", "person1", "person2", "person3"]


async def test_a_locale_is_told_only_when_asked_and_never_of_strangers(
    slack: SlackStandIn, client: AsyncWebClient, riga: Workspace, anna: Person
) -> None:
    stranger = slack.add_person(riga, "joao", is_stranger=True, locale="pt-PT")
    plainly = await client.users_info(user=anna.id)
    assert "locale" not in plainly["user"]
    asked = await client.users_info(user=anna.id, include_locale=True)
    assert (asked["user"]["locale"], asked["user"]["tz"]) == ("lv-LV", "Europe/Riga")
    unknown = await client.users_info(user=stranger.id, include_locale=True)
    assert unknown["user"]["is_stranger"]
    assert "locale" not in unknown["user"]


async def test_a_direct_message_is_opened_with_a_person_not_with_a_bot(
    slack: SlackStandIn, client: AsyncWebClient, riga: Workspace, anna: Person
) -> None:
    opened = await client.conversations_open(users=[anna.id])
    assert opened["channel"]["id"] == anna.dm_channel.id
    await client.chat_postMessage(channel=opened["channel"]["id"], text="Hello")
    assert [one.text for one in anna.messages()] == ["Hello"]
    robot = slack.add_person(riga, "robot", is_bot=True)
    with pytest.raises(SlackApiError, match="cannot_dm_bot"):
        await client.conversations_open(users=[robot.id])


async def test_a_response_url_lives_for_five_uses_and_thirty_minutes(
    slack: SlackStandIn, bot: EchoBot, anna: Person, room: Channel
) -> None:
    await anna.slash("/imi", "hello", room)
    hook = AsyncWebhookClient(bot.heard[-1]["response_url"])
    statuses = [(await hook.send(text="Psst")).status_code for _ in range(6)]
    assert statuses == [200] * 5 + [404]
    assert [one.text for one in anna.ephemerals(room)][1:] == ["Psst"] * 5
    await anna.slash("/imi", "hello", room)
    hook = AsyncWebhookClient(bot.heard[-1]["response_url"])
    assert (await hook.send(text="All", response_type="in_channel")).status_code == 200
    assert [one.text for one in anna.messages(room)] == ["All"]
    slack.clock.skip(30 * 60 + 1)
    assert (await hook.send(text="Late")).body.count("expired_url") == 1
    assert slack.complaints == ["response_url: used_url", "response_url: expired_url"]


async def test_files_go_up_and_come_down_with_the_right_token(
    slack: SlackStandIn, client: AsyncWebClient, riga: Workspace, room: Channel, anna: Person
) -> None:
    done = await client.files_upload_v2(
        channel=room.id, filename="a.txt", content="Hello", initial_comment="See"
    )
    message = anna.messages(room)[0]
    assert (message.text, message.raw["files"][0]["name"]) == ("See", "a.txt")
    told = await client.files_info(file=done["file"]["id"])
    address = told["file"]["url_private_download"]
    lisbon = slack.add_workspace("Lisbon")
    assert await _downloaded(address, riga.bot_token) == "Hello"
    assert slack.complaints == []
    assert "Sign in" in await _downloaded(address, lisbon.bot_token)
    assert len(slack.complaints) == 1


async def _downloaded(address: str, token: str) -> str:
    async with ClientSession() as session:
        headers = {"Authorization": f"Bearer {token}"}
        async with session.get(address, headers=headers) as response:
            return await response.text()
