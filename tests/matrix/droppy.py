"""A proxy before the homeserver that loses some answers: the request arrives, and nobody learns of it."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import aiohttp
from aiohttp import web

from tests.support.ports import free_port


@asynccontextmanager
async def dropping_answers(behind: str, part: str) -> AsyncIterator[str]:
    """The proxy's address. The answer to every request with ``part`` in its path is lost."""
    async with aiohttp.ClientSession() as session:

        async def forward(request: web.Request) -> web.Response:
            headers = {k: v for k, v in request.headers.items() if k in ("Authorization",)}
            data = await request.read()
            url = f"{behind}{request.raw_path}"
            async with session.request(request.method, url, headers=headers, data=data) as answer:
                body = await answer.read()
            if part in request.path and request.transport is not None:
                request.transport.abort()
            return web.Response(status=answer.status, body=body, content_type="application/json")

        app = web.Application()
        app.router.add_route("*", "/{path:.*}", forward)
        runner = web.AppRunner(app, shutdown_timeout=1)
        await runner.setup()
        port = free_port()
        await web.TCPSite(runner, "127.0.0.1", port).start()
        try:
            yield f"http://127.0.0.1:{port}"
        finally:
            await runner.cleanup()
