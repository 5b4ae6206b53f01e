"""A small web server beside the platforms: health and metrics."""

from __future__ import annotations

from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass

from aiohttp import web

from bot.watch.health import Health
from bot.watch.metrics import Metrics

_NEVER_KEPT = {"Cache-Control": "no-store"}
_METRICS_KIND = "text/plain; version=0.0.4"


class NotListening(OSError):
    """The port cannot be had; ``str()`` names it."""


@dataclass(frozen=True, slots=True)
class Site:
    health: Health
    metrics: Metrics
    more: Sequence[web.RouteDef] = ()

    def application(self) -> web.Application:
        app = web.Application()
        app.add_routes(
            [
                web.get("/health/live", self._live),
                web.get("/health/ready", self._ready),
                web.get("/metrics", self._metrics),
                *self.more,
            ]
        )
        return app

    async def _live(self, _request: web.Request) -> web.Response:
        return _told(self.health.live())

    async def _ready(self, _request: web.Request) -> web.Response:
        return _told(await self.health.ready())

    async def _metrics(self, _request: web.Request) -> web.Response:
        backlog = await self.health.backlog()
        if backlog is None:
            return web.Response(status=503, headers=_NEVER_KEPT)
        page = self.metrics.page(backlog)
        return web.Response(body=page, headers={**_NEVER_KEPT, "Content-Type": _METRICS_KIND})


def _told(checks: Mapping[str, bool]) -> web.Response:
    status = 200 if all(checks.values()) else 503
    said = {name: "ok" if well else "stuck" for name, well in checks.items()}
    return web.json_response(said, status=status, headers=_NEVER_KEPT)


@asynccontextmanager
async def listening(app: web.Application, host: str, port: int) -> AsyncIterator[str]:
    """The address it listens on. Raises ``NotListening``."""
    runner = web.AppRunner(app, access_log=None)
    await runner.setup()
    try:
        try:
            await web.TCPSite(runner, host, port).start()
        except OSError as error:
            raise NotListening(error.errno, f"{host}:{port}") from None
        bound, number = runner.addresses[0][:2]
        yield f"http://{bound}:{number}"
    finally:
        await runner.cleanup()
