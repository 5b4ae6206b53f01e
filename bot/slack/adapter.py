"""Slack as one of the bot's faces."""

from __future__ import annotations

import asyncio
import logging
from dataclasses import dataclass

from bot.channel import Letter
from bot.front import Front
from bot.settings import Slack
from bot.slack.addresses import Home
from bot.slack.answering import Answering
from bot.slack.bolt import SocketDoor
from bot.slack.calls import open_session
from bot.slack.doors import Door, Doors, HttpDoor, pages_door
from bot.slack.forms import Forms
from bot.slack.guard import Guard
from bot.slack.home import Homes
from bot.slack.installing import pages
from bot.slack.intake import Intake
from bot.slack.lanes import Lanes
from bot.slack.letters import Postbox
from bot.slack.opening import Opening
from bot.slack.profiles import Profiles
from bot.slack.reception import Patience, Reception
from bot.slack.scene import PLATFORM, Scenes
from bot.slack.workspaces import Installed, Own, Workspaces
from core.installations import Installations
from core.talks import Events

log = logging.getLogger(__name__)

_LAST_SECONDS = 10.0


@dataclass(frozen=True, slots=True)
class Kept:
    """What has to outlive the process."""

    events: Events
    installations: Installations


class SlackFace:
    """Listens from ``start`` to ``stop``; ``most_bytes`` is how large a file one may attach."""

    platform = PLATFORM

    def __init__(
        self,
        front: Front,
        kept: Kept,
        settings: Slack,
        most_bytes: int,
        patience: Patience | None = None,
    ) -> None:
        self._front = front
        self._kept = kept
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
        clock = self._front.services.clock
        self._opening = Opening(self._settings, self._session, self._home, clock)
        self.workspaces = self._open_workspaces()
        self._door = self._open_door(self._intake())
        try:
            await self.workspaces.connect()
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
        await self.workspaces.close()
        await self._lanes.close(_LAST_SECONDS)
        await self._session.close()

    async def idle(self) -> None:
        """Until nothing is under way."""
        await self._lanes.idle()

    async def deliver(self, letter: Letter) -> str:
        workspace = await self.workspaces.for_letter(letter.to.workspace)
        return await self._postbox.deliver(workspace, letter)

    async def reconcile(self, letter: Letter) -> str | None:
        workspace = await self.workspaces.for_letter(letter.to.workspace)
        return await self._postbox.reconcile(workspace, letter)

    async def revise(self, letter: Letter, receipt: str) -> None:
        workspace = await self.workspaces.for_letter(letter.to.workspace)
        await self._postbox.revise(workspace, letter, receipt)

    def _open_workspaces(self) -> Workspaces:
        """That of the operator's token, and those installed by their people: either, or both."""
        settings, token = self._settings, self._settings.bot_token
        calls = self._opening.calls(token.get_secret_value()) if token else None
        return Workspaces(
            Own(calls, settings.team_ids, log) if calls else None,
            Installed(self._kept.installations, self._opening, settings.team_ids)
            if settings.client_id
            else None,
        )

    def _intake(self) -> Intake:
        conversation = self._front.conversation
        forms, homes = Forms(conversation, self._most_bytes, self._kept.events), Homes(conversation)
        answering = Answering(conversation, forms, self._lanes, homes)
        scenes = Scenes(self._front, Profiles())
        reception = Reception(
            scenes, answering, self._kept.events, log, self._lanes, self._patience
        )
        return Intake(self.workspaces, reception, log)

    def _open_door(self, intake: Intake) -> Door:
        settings, place = self._settings, (self._settings.host, self._settings.port)
        shown = pages(self._opening, self._kept.events, self._kept.installations)
        if settings.mode == "socket":
            token = settings.app_token
            own = self._opening.client()
            socket = SocketDoor(intake, token.get_secret_value() if token else "", own, log)
            return Doors((socket, pages_door(shown, place))) if shown else socket
        secret = settings.signing_secret
        guard = Guard(secret.get_secret_value().encode() if secret else b"")
        return HttpDoor(intake, guard, log, place, shown)
