"""Socket Mode through Slack's framework, in its smallest form: it keeps the connection, and hands on all that comes."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable, Mapping, Sequence
from typing import Any

from aiohttp import ClientError
from slack_bolt.adapter.socket_mode.aiohttp import AsyncSocketModeHandler
from slack_bolt.async_app import AsyncApp
from slack_bolt.authorization import AuthorizeResult
from slack_bolt.middleware.async_middleware import AsyncMiddleware
from slack_bolt.request.async_request import AsyncBoltRequest
from slack_bolt.response import BoltResponse
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from bot.slack.calls import Refused
from bot.slack.intake import Intake

_AS_JSON: Mapping[str, str | Sequence[str]] = {"content-type": "application/json; charset=utf-8"}


class Everything(AsyncMiddleware):
    """Takes every kind of payload, so that no listener has to be tried and nothing is left unhandled."""

    def __init__(self, intake: Intake) -> None:
        self._intake = intake

    async def async_process(
        self,
        *,
        req: AsyncBoltRequest,
        resp: BoltResponse,
        next: Callable[[], Awaitable[BoltResponse]],
    ) -> BoltResponse:
        answer = await self._intake.take(req.body)
        headers = {**_AS_JSON} if answer.body else {}
        return BoltResponse(status=answer.status, body=answer.body.decode(), headers=headers)


class SocketDoor:
    """Here we call Slack; the SDK makes a new connection when Slack asks for it or when one is lost."""

    def __init__(
        self, intake: Intake, token: str, client: AsyncWebClient, log: logging.Logger
    ) -> None:
        self._app = _open_app(Everything(intake), client.logger)
        self._log = log
        self._token = token
        self._client = client
        self._connecting: asyncio.Task[None] | None = None

    async def open(self) -> None:
        """Raises ``Refused`` for a token that Slack does not take."""
        handler: Any = AsyncSocketModeHandler(
            self._app, self._token, logger=self._client.logger, web_client=self._client
        )
        self._handler = handler
        try:
            handler.client.wss_uri = await handler.client.issue_new_wss_url()
        except SlackApiError as error:
            await handler.close_async()
            raise Refused("apps.connections.open", str(error.response.get("error"))) from None
        except (ClientError, TimeoutError, OSError):
            self._log.warning("slack: the socket cannot be opened yet, trying again")
        self._connecting = asyncio.create_task(handler.connect_async())

    async def close(self) -> None:
        if self._connecting:
            self._connecting.cancel()
            await asyncio.gather(self._connecting, return_exceptions=True)
            await self._handler.close_async()


def _open_app(everything: Everything, log: logging.Logger) -> AsyncApp:
    """Whom we work for is looked at by ourselves, before Bolt's own checks.

    Bolt makes a client of its own for each request; ours is another, and this one calls nobody: that a proxy
    is named for it spares looking for one in the environment each time.
    """
    return AsyncApp(
        logger=log,
        name="imi",
        client=AsyncWebClient(proxy="http://nobody.invalid", logger=log, retry_handlers=[]),
        signing_secret="nothing comes signed by a socket",
        before_authorize=everything,
        authorize=_nobody,
        process_before_response=True,
        request_verification_enabled=False,
        ignoring_self_events_enabled=False,
        ssl_check_enabled=False,
        url_verification_enabled=False,
        attaching_function_token_enabled=False,
        attaching_conversation_kwargs_enabled=False,
    )


async def _nobody(**_: object) -> AuthorizeResult:
    raise AssertionError("nothing passes Everything")
