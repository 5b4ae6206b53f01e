"""The token a workspace is called with, renewed in good time by one of all who use it."""

from __future__ import annotations

import asyncio
import logging
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Protocol

from bot.channel import NotDelivered, TryLater
from bot.slack.calls import Answer, Refused
from core.clock import Clock
from core.installations import Installation, Installations

_GOOD_TIME = timedelta(minutes=30)
_LEASE = timedelta(seconds=60)
_LOOK_AGAIN = 0.25
_WAIT_SECONDS = 20.0


class Tokens(Protocol):
    async def renew(self, refresh: str) -> Answer:
        """What ``oauth.v2.access`` says. Raises ``NotDelivered``."""
        ...


class RenewedKey:
    """https://docs.slack.dev/authentication/using-token-rotation: a refresh token is good for one use."""

    def __init__(
        self, held: Installation, installations: Installations, tokens: Tokens, clock: Clock
    ) -> None:
        self._held = held
        self._installations = installations
        self._tokens = tokens
        self._clock = clock
        self._one_at_a_time = asyncio.Lock()

    async def token(self) -> str:
        if self._ends_within(_GOOD_TIME):
            await self._renew(self._held.token)
        return self._held.token

    async def after(self, refused: str) -> str:
        """Another than the one that was refused as too old."""
        await self._renew(refused)
        return self._held.token

    def _ends_within(self, time: timedelta) -> bool:
        ends = self._held.expires
        return ends is not None and ends - time <= self._clock.now()

    async def _renew(self, old: str) -> None:
        async with self._one_at_a_time:
            if self._held.token != old:
                return
            try:
                async with asyncio.timeout(_WAIT_SECONDS):
                    await self._renewed(old)
            except TimeoutError:
                raise TryLater("the token is being renewed elsewhere") from None
            except NotDelivered:
                if self._ends_within(timedelta(0)):
                    raise

    async def _renewed(self, old: str) -> None:
        """By us, or by whoever was first; meanwhile the old one may still be good."""
        while not await self._newer(old):
            now = self._clock.now()
            if await self._installations.renewing(self._held.key, now, now + _LEASE):
                self._held = await self._fetched()
                return
            if not self._ends_within(timedelta(0)):
                return
            await asyncio.sleep(_LOOK_AGAIN)

    async def _newer(self, old: str) -> bool:
        found = await self._installations.keyed(self._held.key)
        if found is None:
            raise Refused("workspace", "the app is not installed there any more")
        self._held = found
        return found.token != old

    async def _fetched(self) -> Installation:
        try:
            given = await self._tokens.renew(self._held.refresh)
        except Refused as refused:
            told = "slack: the token of %s cannot be renewed (%s): the app must be installed anew"
            logging.getLogger(__name__).error(told, self._held.key, refused.code)
            raise
        token, refresh, expires = granted(given, self._clock.now())
        renewed = replace(self._held, token=token, refresh=refresh, expires=expires)
        await self._installations.put(renewed)
        return renewed


def granted(given: Answer, now: datetime) -> tuple[str, str, datetime | None]:
    """The token, what it is renewed with, and when it ends, of what ``oauth.v2.access`` says."""
    seconds = float(given.get("expires_in") or 0)
    expires = now + timedelta(seconds=seconds) if seconds else None
    return str(given["access_token"]), str(given.get("refresh_token") or ""), expires
