"""The HTTP side of the Web API: reading arguments and tokens, answering, failing on demand."""

from __future__ import annotations

import asyncio
import base64
import json
from collections.abc import Callable
from dataclasses import dataclass, field

from aiohttp import web

from tests.support.slack.call import Call, Method
from tests.support.slack.faults import (
    DROPPED,
    HTTP_500,
    RATELIMITED,
    TIMEOUT,
    TIMEOUT_AFTER,
    Fault,
    Faults,
)
from tests.support.slack.methods import METHODS
from tests.support.slack.wire import Json, SlackError
from tests.support.slack.world import Token, World


@dataclass
class WebApi:
    world: World
    changed: Callable[[], None]
    faults: Faults = field(default_factory=Faults)
    calls: list[Call] = field(default_factory=list)
    closing: asyncio.Event = field(default_factory=asyncio.Event)

    async def handle(self, request: web.Request) -> web.StreamResponse:
        name = request.match_info["method"]
        call = Call(self.world, name, await self._arguments(name, request))
        self.calls.append(call)
        fault = None
        try:
            method = self._method(call)
            call.token = self._token(call, method, _bearer(request, call.args))
            method.check(call)
            fault = self.faults.on(call)
            answer = self._run(method, call, fault)
        except SlackError as error:
            call.error = error.error
            answer = error.answer()
            if fault is None:
                self.world.refused(name, error)
        self.changed()
        return await self._answer(request, call, answer, fault)

    async def _arguments(self, name: str, request: web.Request) -> Json:
        found: Json = dict(request.query)
        if request.method == "POST" and request.content_type == "application/json":
            try:
                found |= json.loads(await request.read() or b"{}")
            except ValueError:
                self.world.complain(f"{name}: the body is not JSON")
        elif request.method == "POST":
            found |= {key: str(value) for key, value in (await request.post()).items()}
        secret = request.headers.get("Authorization", "")
        if secret.startswith("Basic "):
            login, _colon, password = base64.b64decode(secret[6:]).decode().partition(":")
            found |= {"client_id": login, "client_secret": password}
        return found

    def _method(self, call: Call) -> Method:
        if call.method not in METHODS:
            raise SlackError("unknown_method", f"{call.method} is not known to the stand-in")
        return METHODS[call.method]

    def _token(self, call: Call, method: Method, bearer: str) -> Token | None:
        if method.bearer is None:
            return None
        if not bearer:
            raise SlackError("not_authed")
        if (bearer == self.world.app.app_token) != (method.bearer == "app"):
            raise SlackError("not_allowed_token_type" if self._known(bearer) else "invalid_auth")
        return None if method.bearer == "app" else self._alive(bearer)

    def _known(self, bearer: str) -> bool:
        return bearer in self.world.tokens or bearer == self.world.app.app_token

    def _alive(self, bearer: str) -> Token:
        token = self.world.tokens.get(bearer)
        if token is None:
            raise SlackError("invalid_auth")
        if token.dead:
            raise SlackError(token.dead)
        if token.expires is not None and self.world.clock.now() > token.expires:
            raise SlackError("token_expired")
        return token

    def _run(self, method: Method, call: Call, fault: Fault | None) -> Json:
        if fault is None or fault.how in (DROPPED, TIMEOUT_AFTER):
            answer = {"ok": True, **method.run(call)}
            call.error = fault.how if fault else None
            return answer
        raise SlackError(fault.how)

    async def _answer(
        self, request: web.Request, call: Call, answer: Json, fault: Fault | None
    ) -> web.StreamResponse:
        how = fault.how if fault else None
        if how in (TIMEOUT, TIMEOUT_AFTER):
            await self.closing.wait()
        if how in (DROPPED, TIMEOUT, TIMEOUT_AFTER) and request.transport:
            request.transport.abort()
        if how == HTTP_500:
            return web.Response(status=500, text="Internal Server Error")
        headers = {"x-slack-req-id": base64.b16encode(str(id(call)).encode()).decode()}
        if call.token:
            headers["x-oauth-scopes"] = ",".join(sorted(call.token.scopes))
        if how == RATELIMITED and fault:
            headers["Retry-After"] = str(fault.retry_after)
        return web.json_response(answer, status=429 if how == RATELIMITED else 200, headers=headers)


def _bearer(request: web.Request, args: Json) -> str:
    """A token in the query would end in every log on the way: Slack has stopped to take it."""
    args_token = args.pop("token", "") if "token" not in request.query else ""
    header = request.headers.get("Authorization", "")
    return header.removeprefix("Bearer ") if header.startswith("Bearer ") else str(args_token)
