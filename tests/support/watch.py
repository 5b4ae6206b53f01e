"""What a test of the assistant's health needs: a clock of its own, and somebody outside who is pinged."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass

from aiohttp import web

from bot.watch.site import listening


@dataclass
class Ticking:
    """A clock nobody can set but the test."""

    seconds: float = 1000.0

    def __call__(self) -> float:
        return self.seconds


@dataclass
class Outside:
    url: str
    heard: asyncio.Queue[None]

    async def hears(self) -> None:
        await asyncio.wait_for(self.heard.get(), 10)

    async def hears_no_more(self, seconds: float = 0.2) -> None:
        """Until nothing has come for so long, many times what lies between two pings."""
        while True:
            try:
                await asyncio.wait_for(self.heard.get(), seconds)
            except TimeoutError:
                return


@asynccontextmanager
async def outside() -> AsyncIterator[Outside]:
    heard: asyncio.Queue[None] = asyncio.Queue()

    async def hear(_request: web.Request) -> web.Response:
        heard.put_nowait(None)
        return web.Response()

    app = web.Application()
    app.add_routes([web.get("/alive", hear)])
    async with listening(app, "127.0.0.1", 0) as url:
        yield Outside(f"{url}/alive", heard)
