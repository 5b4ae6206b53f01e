"""Puts together what watches a running assistant, as app.yaml wants it."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable, Coroutine, Iterator, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any

import structlog
from aiohttp import web

from bot.app import Assistant
from bot.calendars import Calendars
from bot.watch.health import Health
from bot.watch.ping import Heartbeat
from bot.watch.site import Site, listening

log = structlog.get_logger()


@dataclass(frozen=True, slots=True)
class Watching:
    assistant: Assistant
    ears: Mapping[str, Callable[[], float | None]] = field(default_factory=dict)

    @property
    def health(self) -> Health:
        whole = self.assistant
        limit = whole.config.watch.stalled_after_seconds
        return Health(whole.pulse, whole.undelivered, whole.marks, whole.clock, limit, self.ears)

    @asynccontextmanager
    async def shown(self) -> AsyncIterator[None]:
        """Raises ``NotListening``."""
        settings = self.assistant.config.web
        if not settings.enabled:
            yield
            return
        site = Site(self.health, self.assistant.metrics, self._calendars())
        async with listening(site.application(), settings.host, settings.port) as url:
            log.info("web.started", url=url)
            yield

    def _calendars(self) -> Sequence[web.RouteDef]:
        services = self.assistant.services
        if not services.settings.public_address:
            return ()
        return Calendars(services, self.assistant.languages).routes()

    def rounds(self) -> Iterator[Coroutine[Any, Any, None]]:
        settings = self.assistant.config.watch
        if settings.ping_url:
            yield Heartbeat(self.health, settings.ping_url, settings.ping_seconds).run()
