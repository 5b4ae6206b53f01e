"""Slack as one of the bot's faces."""

from __future__ import annotations

import asyncio
import logging

from slack_bolt.async_app import AsyncApp
from slack_sdk.web.async_client import AsyncWebClient

from bot.channel import Letter
from bot.front import Front
from bot.settings import Slack
from bot.slack.addresses import Home
from bot.slack.answering import Answering
from bot.slack.bolt import Everything, open_app
from bot.slack.calls import Calls, open_session
from bot.slack.discretion import library_log
from bot.slack.doors import Door, HttpDoor, SocketDoor
from bot.slack.forms import Forms
from bot.slack.guard import Guard
from bot.slack.lanes import Lanes
from bot.slack.letters import Postbox
from bot.slack.locales import Locales
from bot.slack.reception import Patience, Reception
from bot.slack.scene import PLATFORM, Scenes
from bot.slack.workspaces import Workspaces
from core.talks import Events

log = logging.getLogger(__name__)

_LAST_SECONDS = 10.0


class SlackFace:
    """Listens from ``start`` to ``stop``; ``most_bytes`` is how large a file one may attach."""

    platform = PLATFORM

    def __init__(
        self,
        front: Front,
        events: Events,
        settings: Slack,
        most_bytes: int,
        patience: Patience | None = None,
    ) -> None:
        self._front = front
        self._events = events
        self._settings = settings
        self._most_bytes = most_bytes
        self._patience = patience or Patience()
        self._lanes = Lanes(log)
        self._postbox = Postbox()
        self._home = Home.of(settings.api_base_url)

    @property
    def url(self) -> str:
        """Where Slack is to call, in mode http."""
        assert isinstance(self._door, HttpDoor), "Slack calls in mode http only"
        return self._door.url

    async def start(self) -> None:
        """Raises ``NotDelivered`` or ``NotServed`` where Slack refuses the bot."""
        self._session = open_session()
        self._client = self._open_client()
        calls = Calls(self._client, self._session, self._home)
        self._workspaces = Workspaces(calls, self._settings.team_ids, log)
        self._door = self._open_door(open_app(self._everything(), library_log()))
        try:
            await self._workspaces.connect()
            await self._door.open()
        except BaseException:
            await self._session.close()
            raise

    async def run(self) -> None:
        """Until cancelled: the doors are watched by those who made them."""
        await asyncio.Event().wait()

    async def stop(self) -> None:
        """No new work; what is under way may end."""
        await self._door.close()
        await self._workspaces.close()
        await self._lanes.close(_LAST_SECONDS)
        await self._session.close()

    async def idle(self) -> None:
        """Until nothing is under way."""
        await self._lanes.idle()

    async def deliver(self, letter: Letter) -> str:
        workspace = self._workspaces.for_letter(letter.to.workspace)
        return await self._postbox.deliver(workspace, letter)

    async def reconcile(self, letter: Letter) -> str | None:
        workspace = self._workspaces.for_letter(letter.to.workspace)
        return await self._postbox.reconcile(workspace, letter)

    def _open_client(self) -> AsyncWebClient:
        """Nothing is tried again by itself: a message sent twice would be worse than one sent late."""
        token = self._settings.bot_token
        client = AsyncWebClient(
            token.get_secret_value() if token else "",
            base_url=self._settings.api_base_url,
            session=self._session,
            logger=library_log(),
            retry_handlers=[],
        )
        # The session knows the proxies of the environment, and the hosts that need none.
        client.proxy = None
        return client

    def _everything(self) -> Everything:
        conversation = self._front.conversation
        answering = Answering(conversation, Forms(conversation, self._most_bytes), self._lanes)
        scenes = Scenes(self._front, Locales())
        reception = Reception(scenes, answering, self._events, log, self._lanes, self._patience)
        return Everything(self._workspaces, reception, log)

    def _open_door(self, app: AsyncApp) -> Door:
        settings = self._settings
        if settings.mode == "socket":
            token = settings.app_token
            return SocketDoor(app, token.get_secret_value() if token else "", self._client, log)
        secret = settings.signing_secret
        guard = Guard(secret.get_secret_value().encode() if secret else b"")
        return HttpDoor(app, guard, log, (settings.host, settings.port))
