"""A tiny slack-bolt bot: the stand-in must be good enough for Slack's own framework."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from aiohttp import web
from slack_bolt.adapter.aiohttp import to_aiohttp_response, to_bolt_request
from slack_bolt.adapter.socket_mode.aiohttp import AsyncSocketModeHandler
from slack_bolt.async_app import AsyncAck, AsyncApp, AsyncRespond, AsyncSay
from slack_bolt.authorization import AuthorizeResult
from slack_sdk.web.async_client import AsyncWebClient

from tests.support.slack import SlackStandIn

Body = dict[str, Any]


def plain(text: str) -> Body:
    return {"type": "plain_text", "text": text}


def option(label: str, value: str = "") -> Body:
    return {"text": plain(label), "value": value or label.lower()}


def question(block_id: str, element: Body, **more: object) -> Body:
    asked = {"action_id": "answer", **element}
    label = plain(block_id.title())
    return {"type": "input", "block_id": block_id, "label": label, "element": asked, **more}


def button(label: str, value: str) -> Body:
    return {"type": "button", "text": plain(label), "value": value, "action_id": f"run:{value}"}


def modal(*blocks: Body, **more: object) -> Body:
    frame = {"type": "modal", "title": plain("New request"), "submit": plain("Send")}
    return {**frame, "callback_id": "form", "blocks": list(blocks), **more}


def _authorize(slack: SlackStandIn) -> Callable[..., Awaitable[AuthorizeResult]]:
    async def authorize(team_id: str, **_: object) -> AuthorizeResult:
        workspace = slack.world.workspaces[team_id]
        return AuthorizeResult(
            enterprise_id=None,
            team_id=team_id,
            bot_token=workspace.bot_token,
            bot_id=workspace.bot_id,
            bot_user_id=workspace.bot_user,
        )

    return authorize


@dataclass
class EchoBot:
    """Says back what it hears; what a form gets as an answer is set by the test."""

    slack: SlackStandIn
    form: Body = field(default_factory=dict)
    answer: Body = field(default_factory=dict)
    heard: list[Body] = field(default_factory=list)

    def __post_init__(self) -> None:
        client = AsyncWebClient(base_url=self.slack.base_url)
        self.app = AsyncApp(
            client=client,
            signing_secret=self.slack.app.signing_secret,
            authorize=_authorize(self.slack),
            process_before_response=True,
        )
        self.app.event("message")(self.on_message)
        self.app.event("app_mention")(self.on_mention)
        self.app.event("app_home_opened")(self.on_home)
        self.app.command("/imi")(self.on_command)
        self.app.action("run:press")(self.on_press)
        self.app.action("answer")(self.on_change)
        self.app.options("answer")(self.on_search)
        self.app.view("form")(self.on_form)
        self.app.view_closed("form")(self.on_closed)
        self.app.shortcut("ask")(self.on_shortcut)

    async def on_message(self, event: Body, say: AsyncSay) -> None:
        self.heard.append(event)
        if "subtype" not in event and "bot_id" not in event:
            pressed = {"type": "actions", "elements": [button("Press", "press")]}
            said = {"type": "section", "text": plain(f"You said {event['text']}")}
            await say(text=f"You said {event['text']}", blocks=[said, pressed])

    async def on_mention(self, event: Body, say: AsyncSay) -> None:
        self.heard.append(event)
        await say(text="Here", thread_ts=event["ts"])

    async def on_home(self, event: Body, client: AsyncWebClient) -> None:
        home = {"type": "home", "blocks": [{"type": "header", "text": plain("My tasks")}]}
        await client.views_publish(user_id=event["user"], view=home)

    async def on_command(self, ack: AsyncAck, body: Body, client: AsyncWebClient) -> None:
        self.heard.append(body)
        if body["text"] == "form":
            await ack()
            await client.views_open(trigger_id=body["trigger_id"], view=self.form)
        else:
            await ack(text=f"You typed {body['text']}")

    async def on_press(self, ack: AsyncAck, body: Body, respond: AsyncRespond) -> None:
        self.heard.append(body)
        await ack()
        await respond(text="Pressed", replace_original=True)

    async def on_change(self, ack: AsyncAck, body: Body) -> None:
        self.heard.append(body)
        await ack()

    async def on_search(self, ack: AsyncAck, payload: Body) -> None:
        found = [option("Turismo de Lisboa", "PT-1"), option("Lisbon Port", "PT-2")]
        await ack(options=[one for one in found if payload["value"] in one["text"]["text"].lower()])

    async def on_form(self, ack: AsyncAck, body: Body) -> None:
        self.heard.append(body)
        await ack(**self.answer)

    async def on_closed(self, ack: AsyncAck, body: Body) -> None:
        self.heard.append(body)
        await ack()

    async def on_shortcut(self, ack: AsyncAck, body: Body, client: AsyncWebClient) -> None:
        self.heard.append(body)
        await ack()
        await client.views_open(trigger_id=body["trigger_id"], view=self.form)

    def values(self) -> Mapping[str, Mapping[str, Body]]:
        """What the last form brought."""
        found: Mapping[str, Mapping[str, Body]] = self.heard[-1]["view"]["state"]["values"]
        return found


class HttpHome:
    """The bot's own web server."""

    def __init__(self, bot: EchoBot) -> None:
        self._bot = bot

    async def start(self) -> str:
        app = web.Application()
        app.router.add_post("/slack/events", self._handle)
        self._runner = web.AppRunner(app)
        await self._runner.setup()
        await web.TCPSite(self._runner, "127.0.0.1", 0).start()
        host, port = self._runner.addresses[0][:2]
        return f"http://{host}:{port}/slack/events"

    async def stop(self) -> None:
        await self._runner.cleanup()

    async def _handle(self, request: web.Request) -> web.Response:
        answer = await self._bot.app.async_dispatch(await to_bolt_request(request))
        return await to_aiohttp_response(answer)


class SocketHome:
    """The bot's own end of Socket Mode; Slack's handler is not typed."""

    def __init__(self, bot: EchoBot) -> None:
        token = bot.slack.app.app_token
        self._handler: Any = AsyncSocketModeHandler(bot.app, token, ping_interval=1.0)

    async def start(self) -> None:
        await self._handler.connect_async()

    async def stop(self) -> None:
        await self._handler.close_async()
