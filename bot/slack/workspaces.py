"""The workspaces the app is installed in. A workspace is its installation: the bot's token, user and app."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Collection
from dataclasses import dataclass

from bot.channel import NotDelivered, TryLater
from bot.slack.calls import Calls, Refused

_RETRY_SECONDS = 10.0


@dataclass(frozen=True, slots=True)
class Workspace:
    """``enterprise`` is empty for a workspace that belongs to no organisation."""

    team: str
    enterprise: str
    app: str
    bot_user: str
    calls: Calls


class NotServed(Exception):
    """The installation is not one of those the operator lets the bot serve."""


class Workspaces:
    """Today the one of the bot's token; whoever asks for a team need not know."""

    def __init__(self, calls: Calls, served: Collection[str], log: logging.Logger) -> None:
        self._calls = calls
        self._served = frozenset(served)
        self._log = log
        self._known: Workspace | None = None
        self._trying: asyncio.Task[None] | None = None

    @property
    def connected(self) -> bool:
        return self._known is not None

    def find(self, team: str) -> Workspace | None:
        return self._known if self._known and self._known.team == team else None

    def for_letter(self, team: str) -> Workspace:
        """Raises ``NotDelivered``."""
        if self._known is None:
            raise TryLater("Slack has not been reached yet")
        if self._known.team != team:
            raise Refused("workspace", f"the app is not installed in {team}")
        return self._known

    async def connect(self) -> None:
        """Find out who the bot is. A refusal is raised; where Slack is out of reach, it is tried again."""
        try:
            await self._introduce()
        except Refused:
            raise
        except NotDelivered as error:
            self._log.warning("Slack cannot be reached, trying again: %s", error)
            self._trying = asyncio.create_task(self._keep_trying())

    async def close(self) -> None:
        if self._trying:
            self._trying.cancel()
            await asyncio.gather(self._trying, return_exceptions=True)

    async def _keep_trying(self) -> None:
        while self._known is None:
            await asyncio.sleep(_RETRY_SECONDS)
            try:
                await self._introduce()
            except (NotDelivered, NotServed) as error:
                self._log.warning("Slack cannot be reached, trying again: %s", error)

    async def _introduce(self) -> None:
        found = await self._calls.ask("auth.test")
        bot = (await self._calls.ask("bots.info", bot=str(found["bot_id"])))["bot"]
        team, enterprise = str(found["team_id"]), str(found.get("enterprise_id") or "")
        if self._served and not {team, enterprise} & self._served:
            raise NotServed(f"{team} is not among platforms.slack.team_ids")
        user = str(found["user_id"])
        self._known = Workspace(team, enterprise, str(bot["app_id"]), user, self._calls)
