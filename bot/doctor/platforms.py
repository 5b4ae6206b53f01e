"""Whether the platforms answer, with the secrets the bot has."""

from __future__ import annotations

import os
from collections.abc import AsyncIterator, Mapping
from dataclasses import dataclass

import aiohttp
from pydantic import SecretStr

from bot.doctor.findings import Finding, note, ok, problem
from bot.settings import Matrix, Platforms, Slack

_PATIENCE = aiohttp.ClientTimeout(total=10)
Answer = Mapping[str, object]


class NoAnswer(Exception):
    """``str()`` says why, without secrets."""


@dataclass(frozen=True, slots=True)
class Line:
    """A connection to somebody's web interface."""

    session: aiohttp.ClientSession

    async def ask(self, method: str, url: str, secret: SecretStr | None = None) -> Answer:
        """The JSON object of the answer, be it a result or a refusal. Raises ``NoAnswer``."""
        headers = {"Authorization": f"Bearer {secret.get_secret_value()}"} if secret else {}
        try:
            async with self.session.request(method, url, headers=headers) as response:
                answer = await response.json(content_type=None)
        except (aiohttp.ClientError, TimeoutError, ValueError) as error:
            raise NoAnswer(type(error).__name__) from None
        if not isinstance(answer, dict):
            raise NoAnswer("the answer is not what such a server says")
        return answer


async def check(platforms: Platforms) -> AsyncIterator[Finding]:
    async with aiohttp.ClientSession(timeout=_PATIENCE) as session:
        line = Line(session)
        if platforms.slack.enabled:
            async for finding in _slack(line, platforms.slack):
                yield finding
        if platforms.matrix.enabled:
            async for finding in _matrix(line, platforms.matrix):
                yield finding
    if not (platforms.slack.enabled or platforms.matrix.enabled):
        yield note("platforms", "none is enabled in app.yaml: there is only the demo to play with")


async def _slack(line: Line, slack: Slack) -> AsyncIterator[Finding]:
    if slack.bot_token:
        yield await _slack_call(line, slack, "auth.test", slack.bot_token)
    else:
        yield await _slack_answers(line, slack)
    if slack.mode == "socket":
        yield await _slack_call(line, slack, "apps.connections.open", slack.app_token)


async def _slack_answers(line: Line, slack: Slack) -> Finding:
    """The tokens of installed workspaces are not tried: trying one may renew it."""
    from bot.slack.manifest import INSTALL

    try:
        await line.ask("POST", f"{slack.api_base_url.rstrip('/')}/api.test")
    except NoAnswer as error:
        return _silent(slack, error)
    return ok("slack", f"answers; workspaces install the app at {slack.public_url}{INSTALL}")


def _silent(slack: Slack, error: NoAnswer) -> Finding:
    told = f"{slack.api_base_url} does not answer ({error}); check the network and proxy"
    return problem("slack", told)


async def _slack_call(line: Line, slack: Slack, method: str, token: SecretStr | None) -> Finding:
    name = "IMI_SLACK_APP_TOKEN" if token is slack.app_token else "IMI_SLACK_BOT_TOKEN"
    try:
        answer = await line.ask("POST", f"{slack.api_base_url.rstrip('/')}/{method}", token)
    except NoAnswer as error:
        return _silent(slack, error)
    if not answer.get("ok"):
        return problem(
            "slack", f"refuses {name} ({answer.get('error', 'no reason given')}); renew it"
        )
    return ok("slack", f"answers and accepts {name}")


async def _matrix(line: Line, matrix: Matrix) -> AsyncIterator[Finding]:
    base = f"{matrix.homeserver.rstrip('/')}/_matrix/client"
    try:
        if "versions" not in await line.ask("GET", f"{base}/versions"):
            raise NoAnswer("the answer is not what a homeserver says")
        yield await _matrix_login(line, matrix, base)
    except NoAnswer as error:
        yield problem(
            "matrix",
            f"{matrix.homeserver} does not answer ({error}); check the address and network",
        )
    if matrix.store.exists() and not os.access(matrix.store, os.W_OK | os.X_OK):
        yield problem(
            "matrix", f"nothing can be written to {matrix.store}; give the bot its folder"
        )


async def _matrix_login(line: Line, matrix: Matrix, base: str) -> Finding:
    """A password is not tried: each login makes a device that other people see."""
    if matrix.access_token is None:
        return ok("matrix", f"{matrix.homeserver} answers; the password is tried at `run`")
    answer = await line.ask("GET", f"{base}/v3/account/whoami", matrix.access_token)
    if "errcode" in answer:
        refused = f"refuses IMI_MATRIX_ACCESS_TOKEN ({answer['errcode']}); renew it"
        return problem("matrix", refused)
    if answer.get("user_id") != matrix.user:
        return problem("matrix", f"IMI_MATRIX_ACCESS_TOKEN is not {matrix.user}'s; see app.yaml")
    return ok("matrix", f"{matrix.homeserver} answers and knows {matrix.user}")
