"""A domain whose .well-known file names a homeserver elsewhere."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from aiohttp import web

from tests.support.ports import free_port


@asynccontextmanager
async def naming(homeserver: str) -> AsyncIterator[str]:
    """The domain's address."""

    async def named(_request: web.Request) -> web.Response:
        return web.json_response({"m.homeserver": {"base_url": f"{homeserver}/"}})

    app = web.Application()
    app.router.add_get("/.well-known/matrix/client", named)
    runner = web.AppRunner(app, shutdown_timeout=1)
    await runner.setup()
    port = free_port()
    await web.TCPSite(runner, "127.0.0.1", port).start()
    try:
        yield f"http://127.0.0.1:{port}"
    finally:
        await runner.cleanup()
