"""A small strict Slack on 127.0.0.1 for tests of the bot: real HTTP, real WebSocket."""

from __future__ import annotations

import asyncio
import secrets
from collections.abc import Callable
from types import TracebackType
from typing import Self, TypeVar, Unpack

from aiohttp import ClientSession, web

from tests.support.slack.api import WebApi
from tests.support.slack.call import Call
from tests.support.slack.courier import Courier, Timing
from tests.support.slack.delivery import EVENT, Delivery
from tests.support.slack.downloads import Downloads
from tests.support.slack.faults import Faults
from tests.support.slack.http_road import HttpRoad
from tests.support.slack.payloads import url_verification
from tests.support.slack.people import Channel, Profile, User
from tests.support.slack.person import Person
from tests.support.slack.responses import ResponseUrls
from tests.support.slack.socket_road import SocketRoad
from tests.support.slack.wire import Json
from tests.support.slack.world import App, Clock, Workspace, World

T = TypeVar("T")
_TICK_SECONDS = 0.02
"""How long a condition that depends on something outside Slack may go unnoticed."""


class SlackStandIn:
    def __init__(self, app: App | None = None, timing: Timing | None = None) -> None:
        self.app = app or App()
        self.timing = timing or Timing()
        self.clock = Clock()
        self._changed = asyncio.Event()
        self.world = World(self.app, self.clock, self._emit, self.timing.trigger_seconds)
        self.courier = Courier(self.world, self.timing, self._changed.set)
        self.api = WebApi(self.world, self._changed.set)
        self.sockets = SocketRoad(self.world, self._changed.set)
        self.responses = ResponseUrls(self.world, self._changed.set)

    @property
    def base_url(self) -> str:
        """What the bot takes for https://slack.com/api/."""
        return f"{self.world.base_url}/api/"

    @property
    def complaints(self) -> list[str]:
        """Every mistake of the bot so far; a test asserts that there is none."""
        return self.world.complaints

    @property
    def deliveries(self) -> list[Delivery]:
        return self.courier.deliveries

    @property
    def events(self) -> list[Json]:
        """Every event once, in the order of its first delivery; see `redeliver`."""
        return self.courier.events

    @property
    def calls(self) -> list[Call]:
        return self.api.calls

    @property
    def faults(self) -> Faults:
        return self.api.faults

    async def __aenter__(self) -> Self:
        await self.start()
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        await self.stop()

    async def start(self) -> None:
        files = Downloads(self.world)
        app = web.Application(client_max_size=50 * 1024**2)
        app.router.add_route("*", "/api/{method}", self.api.handle)
        app.router.add_get("/link/", self.sockets.handle)
        app.router.add_post("/{kind:commands|actions}/{team}/{secret}", self.responses.handle)
        app.router.add_post("/upload/v1/{file}", files.upload)
        app.router.add_get("/files-pri/{file}/{name}", files.download)
        self._runner = web.AppRunner(app, shutdown_timeout=1)
        await self._runner.setup()
        site = web.TCPSite(self._runner, "127.0.0.1", 0)
        await site.start()
        host, port = self._runner.addresses[0][:2]
        self.world.base_url = f"http://{host}:{port}"
        self._session = ClientSession()

    async def stop(self) -> None:
        self.api.closing.set()
        await self.courier.stop()
        await self.sockets.drop()
        await self._session.close()
        await self._runner.cleanup()

    def deliver_to(self, url: str) -> None:
        """Events, commands and interactions go to this URL, signed."""
        self.courier.road = HttpRoad(self._session, url, self.app.signing_secret)

    def deliver_over_sockets(self) -> None:
        """They go over whatever sockets the bot has opened, and no longer over HTTP."""
        self.courier.road = self.sockets

    async def verify_url(self) -> bool:
        """The handshake Slack makes when a URL is entered in the app's settings."""
        challenge = secrets.token_hex(16)
        payload = url_verification(self.app.verification_token, challenge)
        delivery = await self.courier.send(Delivery(EVENT, payload))
        return delivery.ok and challenge in delivery.answer

    def add_workspace(self, name: str, enterprise_id: str | None = None) -> Workspace:
        """A workspace where the app is installed."""
        team = f"T{len(self.world.workspaces) + 1:010d}"
        domain = name.lower().replace(" ", "-")
        workspace = Workspace(team, name, domain, self.app, self.clock, enterprise_id)
        self.world.workspaces[team] = workspace
        workspace.bot_user, workspace.bot_id = workspace.next_id("U"), workspace.next_id("B")
        bot = User(workspace.bot_user, "imi", team, {"is_bot": True}, workspace.bot_id)
        workspace.users[bot.id] = bot
        self.world.install(workspace)
        return workspace

    def spread(self, *workspaces: Workspace) -> None:
        """The app is installed for all of their organisation at once: one bot, one token."""
        first, *others = workspaces
        bot = first.users[first.bot_user]
        for workspace in others:
            del workspace.users[workspace.bot_user]
            workspace.bot_user, workspace.bot_id = first.bot_user, first.bot_id
            workspace.users[bot.id] = bot
        for workspace in workspaces:
            workspace.org_wide = True

    def add_person(self, workspace: Workspace, name: str, **profile: Unpack[Profile]) -> Person:
        user = User(workspace.next_id("U"), name, workspace.id, profile)
        if profile.get("is_bot"):
            user.bot_id = workspace.next_id("B")
        workspace.users[user.id] = user
        return Person(workspace, user, self.world, self.courier, self.responses)

    def add_channel(
        self, workspace: Workspace, name: str, *people: Person, with_bot: bool = True
    ) -> Channel:
        members = {person.id for person in people} | ({workspace.bot_user} if with_bot else set())
        return workspace.add_channel(Channel(workspace.next_id("C"), name, members=members))

    def grant_code(self, workspace: Workspace) -> str:
        """What Slack appends to the redirect after somebody has allowed the app."""
        code = secrets.token_hex(12)
        self.world.codes[code] = workspace
        return code

    async def uninstall(self, workspace: Workspace) -> None:
        self.world.revoke(workspace, "account_inactive")
        tokens = {"oauth": [], "bot": [workspace.bot_user]}
        await self.courier.event(workspace, {"type": "tokens_revoked", "tokens": tokens})
        await self.courier.event(workspace, {"type": "app_uninstalled"})

    async def redeliver(
        self, event: Json, attempt: int = 1, reason: str = "http_timeout"
    ) -> Delivery:
        """Send one of `events` once more, with the headers of a repetition."""
        return await self.courier.redeliver(event, attempt, reason)

    async def until(self, condition: Callable[[], T | None], within: float = 5.0) -> T:
        """The first true thing `condition` returns."""
        try:
            async with asyncio.timeout(within):
                while not (found := condition()):
                    await self._news()
        except TimeoutError:
            raise AssertionError(f"it did not happen in {within} s\n{self.story()}") from None
        return found

    async def settled(self, within: float = 5.0) -> None:
        """Nothing is on its way to the bot and no repetition is waiting."""
        await self.until(lambda: self.courier.idle, within)

    def story(self) -> str:
        """What has happened lately, for whoever reads a failed test."""
        sent = [f"-> {one.name} {one.error or one.seconds}" for one in self.deliveries[-8:]]
        called = [f"<- {one.method} {one.error or 'ok'}" for one in self.calls[-8:]]
        return "\n".join([*sent, *called, *(f"!! {text}" for text in self.complaints)])

    def _emit(self, workspace: Workspace, event: Json) -> None:
        if self.courier.road is not None:
            self.courier.emit(workspace, event)

    async def _news(self) -> None:
        self._changed.clear()
        try:
            await asyncio.wait_for(self._changed.wait(), _TICK_SECONDS)
        except TimeoutError:
            return
