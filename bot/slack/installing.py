"""Letting the bot into a workspace: the two web pages of OAuth, and what is kept of it.

https://docs.slack.dev/authentication/installing-with-oauth. The pages, the cookie and the order of steps are Bolt's.
"""

from __future__ import annotations

import hashlib
import hmac
import logging
import secrets
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import urlsplit

from aiohttp import web
from slack_bolt.error import BoltError
from slack_bolt.oauth.async_callback_options import AsyncFailureArgs
from slack_bolt.oauth.async_oauth_flow import AsyncOAuthFlow
from slack_bolt.oauth.async_oauth_settings import AsyncOAuthSettings
from slack_bolt.request.async_request import AsyncBoltRequest
from slack_bolt.response import BoltResponse
from slack_sdk.oauth.installation_store import Installation as Granted
from slack_sdk.oauth.installation_store.async_installation_store import AsyncInstallationStore
from slack_sdk.oauth.state_store.async_state_store import AsyncOAuthStateStore

from bot.channel import NotDelivered
from bot.settings import Slack
from bot.slack.calls import Answer
from bot.slack.discretion import library_log
from bot.slack.failures import broke
from bot.slack.keys import granted
from bot.slack.manifest import INSTALL, RETURN, SCOPES
from bot.slack.opening import Opening, secret
from core.clock import Clock
from core.installations import Installation, Installations
from core.talks import Events

Page = Callable[[web.BaseRequest], Awaitable[web.StreamResponse]]
_SECONDS = 600


@dataclass(frozen=True)
class States(AsyncOAuthStateStore):
    """Signed, so that nothing is kept until one comes back; that one is then good no second time."""

    events: Events
    clock: Clock
    key: bytes

    async def async_issue(self, *_: object, **__: object) -> str:
        began = f"{int(self.clock.now().timestamp())}.{secrets.token_urlsafe(24)}"
        return f"{began}.{self._signature(began)}"

    async def async_consume(self, state: str) -> bool:
        began, _dot, signature = state.rpartition(".")
        if not hmac.compare_digest(signature.encode(), self._signature(began).encode()):
            return False
        now = self.clock.now()
        if now.timestamp() - int(began.partition(".")[0]) > _SECONDS:
            return False
        return await self.events.take(
            "slack install", hashlib.sha256(state.encode()).hexdigest(), now
        )

    def _signature(self, began: str) -> str:
        return hmac.new(self.key, b"state " + began.encode(), hashlib.sha256).hexdigest()


class NotServedHere(BoltError):
    """The operator has named the workspaces that are served, and this is none of them."""


class Kept(AsyncInstallationStore):
    """Of what Slack grants only the bot's own token is kept, never the installer's."""

    def __init__(self, installations: Installations, served: tuple[str, ...]) -> None:
        self._installations = installations
        self._served = frozenset(served)

    async def async_save(self, installation: Granted) -> None:
        """Raises ``NotServedHere``."""
        given = installation.custom_values["ours"]
        if self._served and not {given.enterprise, given.team} & self._served:
            raise NotServedHere
        await self._installations.put(given)


class Flow(AsyncOAuthFlow):
    """Bolt's, but for the one call: it would log the code, and asks with what is to be given up soon."""

    def __init__(self, opening: Opening, settings: AsyncOAuthSettings) -> None:
        super().__init__(client=opening.client(), logger=library_log(), settings=settings)
        self._opening = opening
        self._otherwise = self.failure_handler
        self.failure_handler = self._failed

    async def _failed(self, failed: AsyncFailureArgs) -> BoltResponse:
        if not isinstance(failed.error, NotServedHere):
            return await self._otherwise(failed)
        said = "This workspace is not one of those that are served here. Nothing was kept."
        return BoltResponse(status=403, body=said, headers={"Content-Type": "text/plain"})

    async def run_installation(self, code: str) -> Granted | None:
        settings = self._opening.settings
        try:
            given = await self._opening.calls("").ask(
                "oauth.v2.access",
                client_id=settings.client_id,
                client_secret=secret(settings),
                code=code,
                redirect_uri=back(settings),
            )
        except NotDelivered:
            return None
        ours = installed(given, self._opening.clock.now())
        installer = str((given.get("authed_user") or {}).get("id") or "")
        return Granted(
            user_id=installer, team_id=ours.team, app_id=ours.app, custom_values={"ours": ours}
        )


def installed(given: Answer, now: datetime) -> Installation:
    """What ``oauth.v2.access`` says."""
    enterprise, team = (given.get(name) or {} for name in ("enterprise", "team"))
    token, refresh, expires = granted(given, now)
    return Installation(
        enterprise=str(enterprise.get("id") or ""),
        team="" if given.get("is_enterprise_install") else str(team.get("id") or ""),
        app=str(given.get("app_id") or ""),
        bot_user=str(given.get("bot_user_id") or ""),
        token=token,
        refresh=refresh,
        expires=expires,
        # Slack tells its own times in whole seconds.
        since=now.replace(microsecond=0),
    )


def back(settings: Slack) -> str:
    return f"{settings.public_url.rstrip('/')}{RETURN}"


def pages(opening: Opening, events: Events, installations: Installations) -> Mapping[str, Page]:
    """By their path; none where no ``client_id`` is set."""
    settings = opening.settings
    if not settings.client_id:
        return {}
    flow = _flow(opening, events, installations)
    return {INSTALL: _page(flow.handle_installation), RETURN: _page(flow.handle_callback)}


def _flow(opening: Opening, events: Events, installations: Installations) -> Flow:
    settings = opening.settings
    return Flow(
        opening,
        AsyncOAuthSettings(
            client_id=settings.client_id,
            client_secret=secret(settings),
            scopes=SCOPES,
            user_scopes=(),
            redirect_uri=back(settings),
            install_path=INSTALL,
            install_page_rendering_enabled=False,
            redirect_uri_path=RETURN,
            authorization_url=_authorization(settings),
            installation_store=Kept(installations, settings.team_ids),
            state_store=States(events, opening.clock, secret(settings).encode()),
            state_expiration_seconds=_SECONDS,
            logger=library_log(),
        ),
    )


def _authorization(settings: Slack) -> str:
    """Slack's own page, in the domain of its API: GovSlack has another."""
    parts = urlsplit(settings.api_base_url)
    return f"{parts.scheme}://{parts.netloc}/oauth/v2/authorize"


def _page(handle: Callable[[AsyncBoltRequest], Awaitable[BoltResponse]]) -> Page:
    async def page(request: web.BaseRequest) -> web.StreamResponse:
        asked = AsyncBoltRequest(body="", query=request.query_string, headers=dict(request.headers))
        try:
            return _answer(await handle(asked))
        except Exception as error:
            broke(logging.getLogger(__name__), error)
            return web.Response(status=500)

    return page


def _answer(given: BoltResponse) -> web.Response:
    answer = web.Response(status=given.status, text=given.body)
    for name, value in given.first_headers_without_set_cookie().items():
        answer.headers[name] = value
    for cookie in given.headers.get("set-cookie", []):
        answer.headers.add("Set-Cookie", cookie)
    # Nobody else is to learn the code and the state from where the reader goes next.
    answer.headers["Referrer-Policy"] = "no-referrer"
    answer.headers["Cache-Control"] = "no-store"
    return answer
