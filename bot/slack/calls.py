"""Slack's Web API of one workspace: what is asked, and what an error means for a message."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from io import BytesIO
from typing import Any, Protocol, TypeAlias

from aiohttp import (
    ClientConnectorError,
    ClientError,
    ClientResponse,
    ClientSession,
    ClientTimeout,
    ConnectionTimeoutError,
)
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from bot.channel import NotDelivered, TryLater, Unreachable, Unsure
from bot.slack.addresses import Home
from bot.slack.richtext import Json

Answer: TypeAlias = Mapping[str, Any]

_LATER = frozenset({"ratelimited", "rate_limited", "service_unavailable", "team_added_to_org"})
# Slack says of these that part of it may have been done.
_UNSURE = frozenset({"fatal_error", "internal_error", "request_timeout"})
# A token that ends has ended: nothing was done.
_OVER = frozenset({"token_expired"})
_PATIENCE = 30.0
_TRIES = 3


class Refused(Unreachable):
    """Slack says no; ``code`` is its own word for it."""

    def __init__(self, method: str, code: str) -> None:
        super().__init__(f"{method}: {code}")
        self.code = code


class Key(Protocol):
    """A token that ends, and another in its place."""

    async def token(self) -> str: ...

    async def after(self, refused: str) -> str: ...


class Calls:
    """Every call raises ``NotDelivered``, and says nothing of what was to be sent."""

    def __init__(
        self, client: AsyncWebClient, session: ClientSession, home: Home, key: Key | None = None
    ) -> None:
        self._client = client
        self._session = session
        self._home = home
        self._key = key

    async def write(self, method: str, arguments: Json) -> Answer:
        """For methods that take JSON: those that show something."""
        return await self._call(method, json=arguments)

    async def ask(self, method: str, **arguments: str) -> Answer:
        """For all others; every method takes a form."""
        return await self._call(method, data=arguments)

    async def patiently(self, method: str, arguments: Json) -> Answer:
        """Wait as long as Slack asks, when that is not too long, and try again."""
        for _ in range(_TRIES):
            try:
                return await self.write(method, arguments)
            except TryLater as error:
                if error.seconds is None or error.seconds > _PATIENCE:
                    raise
                await asyncio.sleep(error.seconds)
        return await self.write(method, arguments)

    async def respond(self, url: str, message: Json) -> None:
        """Answer through a ``response_url``, which must be Slack's own."""
        if not self._home.owns(url):
            raise Refused("response_url", "not an address of Slack")
        try:
            async with self._session.post(url, json=message, allow_redirects=False) as response:
                status = response.status
        except (ClientError, TimeoutError, OSError) as error:
            raise _broken("response_url", error) from None
        if status != 200:
            raise Refused("response_url", str(status))

    async def download(self, url: str, most: int) -> bytes | None:
        """A file of Slack's, fetched with the token; nothing when it cannot be had or is too large."""
        if not self._home.owns(url):
            return None
        headers = {"Authorization": f"Bearer {await self._token()}"}
        try:
            async with self._session.get(url, headers=headers, allow_redirects=False) as response:
                # Without the right to it, Slack shows its login page instead.
                if response.status != 200 or response.content_type == "text/html":
                    return None
                return await _read(response, most)
        except (ClientError, TimeoutError, OSError):
            return None

    async def upload(self, url: str, data: bytes) -> None:
        """Put a file where Slack said."""
        if not self._home.owns(url):
            raise Refused("upload", "not an address of Slack")
        try:
            async with self._session.post(
                url, data=BytesIO(data), allow_redirects=False
            ) as response:
                status = response.status
        except (ClientError, TimeoutError, OSError) as error:
            raise _broken("upload", error) from None
        if status != 200:
            raise Refused("upload", str(status))

    async def _token(self) -> str:
        """The one that is good now."""
        if self._key:
            self._client.token = await self._key.token()
        return str(self._client.token)

    async def _call(self, method: str, **arguments: Any) -> Answer:
        used = await self._token()
        try:
            return await self._once(method, **arguments)
        except Refused as error:
            if self._key is None or error.code not in _OVER:
                raise
            self._client.token = await self._key.after(used)
            return await self._once(method, **arguments)

    async def _once(self, method: str, **arguments: Any) -> Answer:
        try:
            response = await self._client.api_call(method, **arguments)
        except SlackApiError as error:
            raise _refusal(method, error) from None
        except (ClientError, TimeoutError, OSError, AttributeError) as error:
            # AttributeError: the SDK trips over an answer that is plain text.
            raise _broken(method, error) from None
        data = response.data
        return data if isinstance(data, dict) else {}


def open_session() -> ClientSession:
    """One for everything that goes out; an idle connection is dropped before Slack drops it."""
    return ClientSession(timeout=ClientTimeout(total=30, connect=10), trust_env=True)


async def _read(response: ClientResponse, most: int) -> bytes | None:
    data = bytearray()
    async for chunk in response.content.iter_chunked(65_536):
        data += chunk
        if len(data) > most:
            return None
    return bytes(data)


def _refusal(method: str, error: SlackApiError) -> NotDelivered:
    data = getattr(error.response, "data", None)
    code = str(data.get("error", "")) if isinstance(data, dict) else ""
    status = getattr(error.response, "status_code", None) or getattr(error.response, "status", 0)
    if status == 429 or code in _LATER:
        # Slack takes a message a second in each channel; what it asks us to wait may be more.
        return TryLater(f"{method}: {code or status}", _seconds(error), step=1.0)
    if code in _UNSURE or not code:
        return Unsure(f"{method}: {code or status}")
    return Refused(method, code)


def _seconds(error: SlackApiError) -> float | None:
    headers = getattr(error.response, "headers", {})
    wait = str(headers.get("Retry-After", ""))
    return float(wait) if wait.isdecimal() else None


def _broken(method: str, error: Exception) -> NotDelivered:
    """Only where no connection came about is it certain that nothing was sent."""
    name = type(error).__name__
    if isinstance(error, ClientConnectorError | ConnectionTimeoutError):
        return TryLater(f"{method}: {name}")
    return Unsure(f"{method}: {name}")
