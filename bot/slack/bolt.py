"""Slack's framework in its smallest form: it reads requests, and hands every one of them to us."""

from __future__ import annotations

import json
import logging
from collections.abc import Awaitable, Callable, Mapping

import orjson
from slack_bolt.async_app import AsyncApp
from slack_bolt.authorization import AuthorizeResult
from slack_bolt.middleware.async_middleware import AsyncMiddleware
from slack_bolt.request.async_request import AsyncBoltRequest
from slack_bolt.response import BoltResponse
from slack_sdk.web.async_client import AsyncWebClient

from bot.slack import read
from bot.slack.heard import Uninstalled
from bot.slack.reception import Reception
from bot.slack.richtext import Json
from bot.slack.workspaces import Workspaces

_AS_JSON: Mapping[str, str] = {"content-type": "application/json; charset=utf-8"}


class Everything(AsyncMiddleware):
    """Takes every kind of payload, so that no listener has to be tried and nothing is left unhandled."""

    def __init__(self, workspaces: Workspaces, reception: Reception, log: logging.Logger) -> None:
        self._workspaces = workspaces
        self._reception = reception
        self._log = log

    async def async_process(
        self,
        *,
        req: AsyncBoltRequest,
        resp: BoltResponse,
        next: Callable[[], Awaitable[BoltResponse]],
    ) -> BoltResponse:
        if req.body.get("type") == "url_verification":
            return BoltResponse(status=200, body={"challenge": str(req.body.get("challenge", ""))})
        if not self._workspaces.connected:
            return BoltResponse(status=503)
        workspace = await self._workspaces.find(read.tenant(req.body))
        if workspace is None:
            self._log.warning("slack: nothing is done for another workspace or app")
            return BoltResponse(status=200)
        try:
            happening = read.happening(req.body, workspace.team, workspace.bot_user)
        except (KeyError, TypeError, ValueError, IndexError, AttributeError) as error:
            self._log.warning("slack: a payload was not understood: %s", type(error).__name__)
            return BoltResponse(status=200)
        if isinstance(happening, Uninstalled):
            self._log.warning("slack: the app was taken out of %s", workspace.team)
            await self._workspaces.forget(workspace)
            return BoltResponse(status=200)
        answer = await self._reception.take(workspace, happening) if happening else {}
        return _carrying(answer) if answer else BoltResponse(status=200)


def _carrying(answer: Json) -> BoltResponse:
    """Bolt would take longer to spell an answer than we to find it."""
    try:
        body = orjson.dumps(answer).decode()
    except TypeError:  # half of a pair of surrogates
        body = json.dumps(answer)
    return BoltResponse(status=200, body=body, headers={**_AS_JSON})


def open_app(everything: Everything, log: logging.Logger) -> AsyncApp:
    """Signatures are checked by the guard, and whom we work for by ourselves, before Bolt's own checks.

    Bolt makes a client of its own for each request; ours is another, and this one calls nobody: that a proxy
    is named for it spares looking for one in the environment each time.
    """
    return AsyncApp(
        logger=log,
        name="imi",
        client=AsyncWebClient(proxy="http://nobody.invalid", logger=log, retry_handlers=[]),
        signing_secret="checked by the guard",
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
