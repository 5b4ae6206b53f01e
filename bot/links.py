"""Tries the addresses of public registers, so that a dead one is known before somebody needs it.

Off unless app.yaml switches it on. Addresses come from people: the bot goes only where everybody may go.
"""

from __future__ import annotations

import asyncio
import socket
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from ipaddress import ip_address
from urllib.parse import urljoin, urlsplit

import aiohttp
import structlog
from aiohttp.abc import AbstractResolver, ResolveResult
from aiohttp.resolver import ThreadedResolver

from core.clock import Clock
from core.registers import Register
from core.reviewing import Care, tell_keepers
from core.web import Ip, ip_of, public_ip
from core.work import Works

log = structlog.get_logger()

Allowed = Callable[[Ip], bool]

_PATIENCE = aiohttp.ClientTimeout(total=20)
_MOST_REDIRECTS = 5
_AT_ONCE = 4
_MOST = 200
_AGAIN = timedelta(days=1)
_REDIRECTS = frozenset({301, 302, 303, 307, 308})
# The server is there and the page too, but not for a robot.
_ALIVE = frozenset({401, 403, 405, 406, 429})
_HEADERS = {"User-Agent": "IMI-Assistant link check", "Accept": "*/*"}


class Unreachable(Exception):
    """``str()`` is what goes into the register's entry: a status, or a word for what went wrong."""


class PublicResolver(AbstractResolver):
    """Knows only the addresses where the bot may go."""

    def __init__(self, allowed: Allowed) -> None:
        self._allowed = allowed
        self._inner = ThreadedResolver()

    async def resolve(
        self, host: str, port: int = 0, family: socket.AddressFamily = socket.AF_UNSPEC
    ) -> list[ResolveResult]:
        found = await self._inner.resolve(host, port, family)
        kept = [each for each in found if self._allowed(ip_address(each["host"].split("%")[0]))]
        if not kept:
            raise OSError("not a public address")
        return kept

    async def close(self) -> None:
        await self._inner.close()


@dataclass(frozen=True, slots=True)
class LinkTrial:
    """Asks for an address and follows where it leads, as long as it leads to the public web."""

    session: aiohttp.ClientSession
    allowed: Allowed = public_ip

    async def fault(self, url: str) -> str:
        """Nothing when it answers; else what went wrong."""
        try:
            async with asyncio.timeout(_PATIENCE.total):
                status = await self._status("HEAD", url)
                if status >= 400:
                    # Some servers know no HEAD, or answer it wrongly.
                    status = await self._status("GET", url)
        except Unreachable as error:
            return str(error)
        except (aiohttp.ClientError, OSError, ValueError) as error:
            return type(error).__name__
        return "" if status < 400 or status in _ALIVE else str(status)

    async def _status(self, method: str, url: str) -> int:
        for _step in range(_MOST_REDIRECTS + 1):
            self._check(url)
            async with self.session.request(
                method, url, headers=_HEADERS, allow_redirects=False
            ) as answer:
                to = answer.headers.get("Location")
                if answer.status not in _REDIRECTS or not to:
                    return answer.status
                url = urljoin(url, to)
        raise Unreachable("too many redirects")

    def _check(self, url: str) -> None:
        """A name is checked when it is resolved; a number is not resolved at all."""
        parts = urlsplit(url)
        if parts.scheme not in ("http", "https") or not parts.hostname:
            raise Unreachable("not a web address")
        number = ip_of(parts.hostname)
        if number is not None and not self.allowed(number):
            raise Unreachable("not a public address")


def open_session(allowed: Allowed = public_ip) -> aiohttp.ClientSession:
    """Without cookies, proxies or anything else that would tell one try from another."""
    connector = aiohttp.TCPConnector(resolver=PublicResolver(allowed), use_dns_cache=False)
    return aiohttp.ClientSession(
        connector=connector, timeout=_PATIENCE, cookie_jar=aiohttp.DummyCookieJar()
    )


@dataclass(frozen=True, slots=True)
class LinkRounds:
    """Each address once in ``every``; one that failed again after a day, for servers have bad days."""

    works: Works
    clock: Clock
    every: timedelta
    pause_seconds: float = 3600

    async def run(self) -> None:
        """Until cancelled."""
        while True:
            try:
                async with open_session() as session:
                    await self.round(LinkTrial(session))
            except Exception:
                # What was not tried is tried in the next round.
                log.exception("links.round_failed")
            await asyncio.sleep(self.pause_seconds)

    async def round(self, trial: LinkTrial) -> int:
        """How many addresses were tried."""
        async with self.works.reading() as work:
            now = self.clock.now()
            due = await work.registers.untried(now - self.every, now - _AGAIN, _MOST)
        gate = asyncio.Semaphore(_AT_ONCE)
        await asyncio.gather(*(self._try(trial, register, gate) for register in due))
        return len(due)

    async def _try(self, trial: LinkTrial, register: Register, gate: asyncio.Semaphore) -> None:
        async with gate:
            fault = await trial.fault(register.url)
        async with self.works.writing() as work:
            before = (await work.registers.troubles([register.id])).get(register.id)
            await work.registers.tried(register, self.clock.now(), fault)
            # Servers have bad days: the second one in a row is told.
            if fault and before and before.fault:
                await tell_keepers(work, register, Care.DEAD, self.clock.now())
            await work.commit()
