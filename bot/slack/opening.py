"""How Slack is called: one session for all workspaces, a client for each token."""

from __future__ import annotations

from dataclasses import dataclass

from aiohttp import ClientSession
from slack_sdk.web.async_client import AsyncWebClient

from bot.settings import Slack
from bot.slack.addresses import Home
from bot.slack.calls import Answer, Calls
from bot.slack.discretion import library_log
from bot.slack.keys import RenewedKey
from core.clock import Clock
from core.installations import Installation, Installations


@dataclass(frozen=True, slots=True)
class Opening:
    settings: Slack
    session: ClientSession
    home: Home
    clock: Clock

    def client(self, token: str = "") -> AsyncWebClient:
        """Nothing is tried again by itself: a message sent twice would be worse than one sent late."""
        client = AsyncWebClient(
            token,
            base_url=self.settings.api_base_url,
            session=self.session,
            logger=library_log(),
            retry_handlers=[],
        )
        # The session knows the proxies of the environment, and the hosts that need none.
        client.proxy = None
        return client

    def calls(self, token: str) -> Calls:
        return Calls(self.client(token), self.session, self.home)

    def renewed(self, found: Installation, installations: Installations) -> Calls:
        """With a token that ends, and is renewed before."""
        key = RenewedKey(found, installations, self, self.clock)
        return Calls(self.client(found.token), self.session, self.home, key)

    async def renew(self, refresh: str) -> Answer:
        return await self.calls("").ask(
            "oauth.v2.access",
            client_id=self.settings.client_id,
            client_secret=secret(self.settings),
            grant_type="refresh_token",
            refresh_token=refresh,
        )


def secret(settings: Slack) -> str:
    given = settings.client_secret
    return given.get_secret_value() if given else ""
