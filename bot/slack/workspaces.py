"""The workspaces that have let the bot in: that of the operator's own token, and those installed by their people."""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import datetime

from bot.channel import NotDelivered, TryLater
from bot.slack.calls import Calls, Refused
from bot.slack.opening import Opening
from core.installations import Installation, Installations

_RETRY_SECONDS = 10.0
# So long what another replica has been told may go unnoticed here.
_FRESH_SECONDS = 30.0


@dataclass(frozen=True, slots=True)
class Tenant:
    """Whom something is meant for: an installation, and the app; never the sender's own team."""

    enterprise: str
    team: str
    app: str


@dataclass(frozen=True, slots=True)
class Workspace:
    """``team`` is what its people are known by: for all workspaces of an organisation, the organisation's id."""

    team: str
    enterprise: str
    app: str
    bot_user: str
    calls: Calls


class NotServed(Exception):
    """The installation is not one of those the operator lets the bot serve."""


class Own:
    """The one workspace of the bot token that the operator has given."""

    def __init__(self, calls: Calls, served: Collection[str], log: logging.Logger) -> None:
        self._calls = calls
        self._served = frozenset(served)
        self._log = log
        self.known: Workspace | None = None
        self._trying: asyncio.Task[None] | None = None

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
        while self.known is None:
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
        self.known = Workspace(team, enterprise, str(bot["app_id"]), user, self._calls)


@dataclass(slots=True)
class Installed:
    """Those in the database; what was found there is believed for a while."""

    installations: Installations
    opening: Opening
    served: Collection[str] = ()
    _held: dict[str, tuple[Installation, Workspace]] = field(default_factory=dict)
    _seen: dict[tuple[str, str], tuple[float, Workspace]] = field(default_factory=dict)

    async def at(self, enterprise: str, team: str) -> Workspace | None:
        until, workspace = self._seen.get((enterprise, team), (0.0, None))
        if workspace and time.monotonic() < until:
            return workspace
        return self._remembered((enterprise, team), await self.installations.at(enterprise, team))

    async def keyed(self, key: str) -> Workspace | None:
        until, workspace = self._seen.get(("", key), (0.0, None))
        if workspace and time.monotonic() < until:
            return workspace
        return self._remembered(("", key), await self.installations.keyed(key))

    async def forget(self, key: str, told: datetime | None) -> bool:
        self._held.pop(key, None)
        self._seen = {place: seen for place, seen in self._seen.items() if seen[1].team != key}
        return await self.installations.forget(key, told)

    def _remembered(self, place: tuple[str, str], found: Installation | None) -> Workspace | None:
        if found is None or not self._is_served(found):
            self._seen.pop(place, None)
            return None
        workspace = self._opened(found)
        self._seen[place] = time.monotonic() + _FRESH_SECONDS, workspace
        return workspace

    def _is_served(self, found: Installation) -> bool:
        return not self.served or bool({found.team, found.enterprise} & set(self.served))

    def _opened(self, found: Installation) -> Workspace:
        """One key for each installation: it knows when the token has to be renewed."""
        held = self._held.get(found.key)
        if held is None or (held[0].app, held[0].bot_user) != (found.app, found.bot_user):
            calls = self.opening.renewed(found, self.installations)
            workspace = Workspace(found.key, found.enterprise, found.app, found.bot_user, calls)
            held = self._held[found.key] = found, workspace
        return held[1]


@dataclass(frozen=True, slots=True)
class Workspaces:
    """Whoever asks for one need not know how it came to be there."""

    own: Own | None = None
    installed: Installed | None = None

    @property
    def connected(self) -> bool:
        """Whether it is known who we are, as far as one token can tell."""
        return self.own is None or self.own.known is not None

    def opened(self, tenant: Tenant) -> Workspace | None:
        """The one of the operator's token, which nothing has to be looked up for."""
        own = self.own.known if self.own else None
        return own if own and (own.team, own.app) == (tenant.team, tenant.app) else None

    async def find(self, tenant: Tenant) -> Workspace | None:
        if own := self.opened(tenant):
            return own
        if self.installed is None:
            return None
        found = await self.installed.at(tenant.enterprise, tenant.team)
        return found if found and found.app == tenant.app else None

    async def for_letter(self, key: str) -> Workspace:
        """Raises ``NotDelivered``."""
        own = self.own.known if self.own else None
        if own and own.team == key:
            return own
        found = await self.installed.keyed(key) if self.installed else None
        if found:
            return found
        if not self.connected:
            raise TryLater("Slack has not been reached yet")
        raise Refused("workspace", f"the app is not installed in {key}")

    async def forget(self, workspace: Workspace, told: datetime | None) -> bool:
        """It has put us out; not so if it has let us in again after this was told."""
        return bool(self.installed and await self.installed.forget(workspace.team, told))

    async def connect(self) -> None:
        if self.own:
            await self.own.connect()

    async def close(self) -> None:
        if self.own:
            await self.own.close()


async def direct(workspace: Workspace, user: str) -> str:
    """The bot's direct messages with this person."""
    answer = await workspace.calls.ask("conversations.open", users=user)
    return str(answer["channel"]["id"])
