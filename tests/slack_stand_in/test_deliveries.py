from __future__ import annotations

import asyncio
from collections.abc import Awaitable
from contextlib import AsyncExitStack

import pytest
from aiohttp import ClientConnectionError, ClientSession, web
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from tests.slack_stand_in.echo_bot import EchoBot, HttpHome, SocketHome
from tests.support.slack import App, Channel, Person, SlackStandIn, Timing, Workspace
from tests.support.slack.faults import DROPPED, HTTP_500, RATELIMITED, TIMEOUT, TIMEOUT_AFTER
from tests.support.slack.socket_road import MOST_CONNECTIONS


class BadBot:
    """Answers events with the statuses it is given, then with 200; None: never."""

    def __init__(self, *statuses: int | None, **headers: str) -> None:
        self._statuses = list(statuses)
        self._headers = headers
        self.seen: list[tuple[str | None, str | None]] = []

    async def start(self, slack: SlackStandIn) -> web.AppRunner:
        app = web.Application()
        app.router.add_post("/", self._handle)
        runner = web.AppRunner(app, shutdown_timeout=0.1)
        await runner.setup()
        await web.TCPSite(runner, "127.0.0.1", 0).start()
        host, port = runner.addresses[0][:2]
        slack.deliver_to(f"http://{host}:{port}/")
        return runner

    async def _handle(self, request: web.Request) -> web.Response:
        num, reason = "x-slack-retry-num", "x-slack-retry-reason"
        self.seen.append((request.headers.get(num), request.headers.get(reason)))
        status = self._statuses.pop(0) if self._statuses else 200
        if status is None:
            await request.content.wait_eof()
            assert request.transport
            request.transport.abort()
        headers = {key.replace("_", "-"): value for key, value in self._headers.items()}
        return web.Response(status=status or 200, headers=headers)


async def test_a_failed_event_is_repeated_three_times_with_number_and_reason(
    slack: SlackStandIn, anna: Person
) -> None:
    bot = BadBot(500, 404, 503, 500)
    runner = await bot.start(slack)
    await anna.dm("hello")
    await slack.settled()
    error = "http_error"
    assert bot.seen == [(None, None), ("1", error), ("2", error), ("3", error)]
    assert len({one.payload["event_id"] for one in slack.deliveries}) == 1
    assert len(slack.complaints) == 4
    await runner.cleanup()


async def test_an_event_is_repeated_until_it_is_taken(slack: SlackStandIn, anna: Person) -> None:
    bot = BadBot(None)
    runner = await bot.start(slack)
    await anna.dm("hello")
    await slack.settled()
    assert bot.seen == [(None, None), ("1", "connection_failed")]
    await runner.cleanup()


async def test_no_retry_is_honoured(slack: SlackStandIn, anna: Person) -> None:
    bot = BadBot(500, 500, x_slack_no_retry="1")
    runner = await bot.start(slack)
    await anna.dm("hello")
    await slack.settled()
    assert bot.seen == [(None, None)]
    await runner.cleanup()


async def test_events_can_be_sent_again_in_any_order(slack: SlackStandIn, anna: Person) -> None:
    bot = BadBot()
    runner = await bot.start(slack)
    await anna.dm("first")
    await anna.dm("second")
    for event in reversed(slack.events):
        assert (await slack.redeliver(event, 2, "http_timeout")).ok
    assert bot.seen[2:] == [("2", "http_timeout")] * 2
    texts = [one.payload["event"]["text"] for one in slack.deliveries]
    assert texts == ["first", "second", "second", "first"]
    await runner.cleanup()


async def test_a_bot_that_answers_late_has_not_answered() -> None:
    """Nothing listens on the sockets, so nobody acknowledges in time."""
    async with SlackStandIn(timing=Timing(answer_seconds=0.05)) as slack:
        anna = slack.add_person(slack.add_workspace("Riga"), "anna")
        slack.deliver_over_sockets()
        delivery = await anna.slash("/imi", "hello")
        assert delivery.seconds is None
        assert anna.notices == ["/imi failed with the error operation_timeout"]
        assert slack.complaints == ["/imi attempt 0: operation_timeout"]


async def test_a_socket_bot_comes_back_after_every_kind_of_goodbye(
    slack: SlackStandIn, anna: Person
) -> None:
    bot = EchoBot(slack)
    handler = SocketHome(bot)
    slack.deliver_over_sockets()
    await handler.start()
    await _comes_back(slack, slack.sockets.disconnect("warning"))
    await _comes_back(slack, slack.sockets.disconnect("refresh_requested"))
    await _comes_back(slack, slack.sockets.drop())
    await anna.dm("hello")
    await slack.until(lambda: anna.messages()[1:])
    assert slack.complaints == []
    await handler.stop()


async def test_envelopes_go_to_any_one_of_ten_connections(
    slack: SlackStandIn, anna: Person
) -> None:
    slack.deliver_over_sockets()
    bots = [EchoBot(slack), EchoBot(slack)]
    handlers = [SocketHome(bot) for bot in bots]
    for handler in handlers:
        await handler.start()
    await slack.until(lambda: len(slack.sockets.connections) == 2)
    for _ in range(4):
        await anna.slash("/imi", "hello")
    assert [len(bot.heard) for bot in bots] == [2, 2]
    assert len(slack.sockets.connections) < MOST_CONNECTIONS
    for handler in handlers:
        await handler.stop()


async def test_a_socket_address_works_once(slack: SlackStandIn) -> None:
    address = await _socket_address(slack)
    async with ClientSession() as session, session.ws_connect(address) as first:
        assert (await first.receive_json())["type"] == "hello"
        async with session.get(address) as second:
            assert second.status == 403


async def test_the_eleventh_connection_is_sent_away(slack: SlackStandIn) -> None:
    async with ClientSession() as session, AsyncExitStack() as open_ones:
        said = []
        for _ in range(MOST_CONNECTIONS + 1):
            address = await _socket_address(slack)
            socket = await open_ones.enter_async_context(session.ws_connect(address))
            said.append(await socket.receive_json())
    assert said[-2]["num_connections"] == MOST_CONNECTIONS
    assert (said[-1]["type"], said[-1]["reason"]) == ("disconnect", "too_many_websockets")


async def test_a_wrong_acknowledgement_is_complained_of(slack: SlackStandIn, anna: Person) -> None:
    slack.deliver_over_sockets()
    address = await _socket_address(slack)
    async with ClientSession() as session, session.ws_connect(address) as socket:
        await socket.receive_json()
        sending = asyncio.ensure_future(anna.dm("hello"))
        envelope = await socket.receive_json()
        assert envelope["accepts_response_payload"] is False
        await socket.send_json({"envelope_id": "another"})
        await socket.send_json({"envelope_id": envelope["envelope_id"], "payload": {"text": "x"}})
        await sending
    assert [text.partition(":")[0] for text in slack.complaints] == [
        "an acknowledgement for no envelope",
        "message",
    ]


async def _socket_address(slack: SlackStandIn) -> str:
    client = AsyncWebClient(base_url=slack.base_url)
    opened = await client.apps_connections_open(app_token=slack.app.app_token)
    return str(opened["url"])


@pytest.mark.parametrize("how", ["is_archived", "channel_not_found", "token_revoked"])
async def test_an_error_on_demand_is_no_complaint(
    slack: SlackStandIn, client: AsyncWebClient, room: Channel, anna: Person, how: str
) -> None:
    slack.faults.fail("chat.postMessage", how, channel=room.id)
    with pytest.raises(SlackApiError, match=how):
        await client.chat_postMessage(channel=room.id, text="x")
    await client.chat_postMessage(channel=room.id, text="x")
    assert len(anna.messages(room)) == 1
    assert [one.error for one in slack.calls] == [how, None]
    assert slack.complaints == []


@pytest.mark.parametrize(
    ("how", "stored"),
    [(HTTP_500, 0), (RATELIMITED, 0), (TIMEOUT, 0), (TIMEOUT_AFTER, 1), (DROPPED, 1)],
)
async def test_a_broken_answer_tells_nothing_of_what_was_done(
    slack: SlackStandIn, room: Channel, anna: Person, how: str, stored: int
) -> None:
    client = AsyncWebClient(anna.workspace.bot_token, slack.base_url, timeout=1, retry_handlers=[])
    slack.faults.fail("chat.postMessage", how, retry_after=7)
    with pytest.raises((SlackApiError, ClientConnectionError, TimeoutError)) as failure:
        await client.chat_postMessage(channel=room.id, text="x")
    if isinstance(failure.value, SlackApiError) and how == RATELIMITED:
        assert failure.value.response.headers["Retry-After"] == "7"
    assert len(anna.messages(room)) == stored
    assert slack.complaints == []


async def test_each_channel_has_its_own_pace(
    slack: SlackStandIn, client: AsyncWebClient, riga: Workspace, room: Channel
) -> None:
    slack.faults.pace("chat.postMessage", seconds=60)
    other = slack.add_channel(riga, "other")
    await client.chat_postMessage(channel=room.id, text="x")
    await client.chat_postMessage(channel=other.id, text="x")
    with pytest.raises(SlackApiError) as refusal:
        await client.chat_postMessage(channel=room.id, text="x")
    assert refusal.value.response.status_code == 429
    assert int(refusal.value.response.headers["Retry-After"]) == 60


async def test_two_workspaces_share_ids_but_nothing_else(slack: SlackStandIn) -> None:
    riga, lisbon = slack.add_workspace("Riga"), slack.add_workspace("Lisbon", "E1")
    anna, joao = slack.add_person(riga, "anna"), slack.add_person(lisbon, "joao")
    assert anna.id == joao.id
    bot = EchoBot(slack)
    home = HttpHome(bot)
    slack.deliver_to(await home.start())
    await joao.dm("olá")
    await slack.until(lambda: joao.messages()[1:])
    assert anna.messages() == []
    assert slack.events[0]["team_id"] == lisbon.id
    assert slack.events[0]["authorizations"][0]["enterprise_id"] == "E1"
    await home.stop()


async def test_an_uninstalled_app_has_no_token_left(slack: SlackStandIn, anna: Person) -> None:
    bot = BadBot()
    runner = await bot.start(slack)
    riga = anna.workspace
    await slack.uninstall(riga)
    kinds = [one["event"]["type"] for one in slack.events]
    assert kinds == ["tokens_revoked", "app_uninstalled"]
    client = AsyncWebClient(riga.bot_token, base_url=slack.base_url)
    with pytest.raises(SlackApiError, match="account_inactive"):
        await client.auth_test()
    assert slack.complaints == []
    await runner.cleanup()


async def test_a_rotating_token_is_refreshed_once() -> None:
    async with SlackStandIn(App(rotates_tokens=True)) as slack:
        riga = slack.add_workspace("Riga")
        client = AsyncWebClient(base_url=slack.base_url)
        secrets = {"client_id": slack.app.client_id, "client_secret": slack.app.client_secret}
        code = {"code": slack.grant_code(riga)}
        first = await client.api_call("oauth.v2.access", data={**secrets, **code})
        token = first["access_token"]
        assert (await client.auth_test(token=token))["team_id"] == riga.id
        slack.clock.skip(first["expires_in"] + 1)
        with pytest.raises(SlackApiError, match="token_expired"):
            await client.auth_test(token=token)
        renewal = {"grant_type": "refresh_token", "refresh_token": first["refresh_token"]}
        second = await client.api_call("oauth.v2.access", data={**secrets, **renewal})
        assert (await client.auth_test(token=second["access_token"]))["ok"]
        with pytest.raises(SlackApiError, match="invalid_refresh_token"):
            await client.api_call("oauth.v2.access", data={**secrets, **renewal})


async def test_people_of_another_organisation_are_marked_as_such(
    slack: SlackStandIn, riga: Workspace, room: Channel
) -> None:
    bot = BadBot()
    runner = await bot.start(slack)
    guest = slack.add_person(riga, "guest", home_team="T0000000099")
    room.members.add(guest.id)
    room.is_shared = True
    await guest.mention(room, "hello")
    event = slack.events[0]
    assert event["is_ext_shared_channel"]
    assert event["authorizations"][0]["team_id"] == riga.id
    assert event["event"]["user_team"] == "T0000000099"
    with pytest.raises(AssertionError, match="only people of the workspace"):
        await guest.slash("/imi", "hello", room)
    await runner.cleanup()


async def test_a_condition_that_never_comes_true_tells_the_story(
    slack: SlackStandIn, client: AsyncWebClient, room: Channel
) -> None:
    await client.chat_postMessage(channel=room.id, text="x")
    with pytest.raises(AssertionError, match=r"<- chat\.postMessage ok"):
        await slack.until(lambda: slack.deliveries, within=0.05)


async def _comes_back(slack: SlackStandIn, goodbye: Awaitable[None]) -> None:
    before = slack.sockets.opened
    await goodbye
    await slack.until(lambda: slack.sockets.opened > before and slack.sockets.connections)


def test_slacks_own_times_are_the_default() -> None:
    assert Timing() == Timing(3.0, 3.0, (0.0, 60.0, 300.0))
