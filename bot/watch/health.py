"""Whether the assistant does its work: the worker of the outbox moves, and the database answers."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

import structlog

from bot.watch.pulse import Pulse
from core.clock import Clock
from core.talks import Marks
from storage.undelivered import Backlog, Undelivered

log = structlog.get_logger()

_PATIENCE_SECONDS = 5
_MARK = "health was asked for"


@dataclass(frozen=True, slots=True)
class Health:
    """``stalled_after`` is the number of seconds without a round after which the worker counts as stuck.

    ``ears``, by platform: for how many seconds nothing was heard there, or nothing where nobody has to listen.
    """

    pulse: Pulse
    undelivered: Undelivered
    marks: Marks
    clock: Clock
    stalled_after: float
    ears: Mapping[str, Callable[[], float | None]] = field(default_factory=dict)

    def live(self) -> Mapping[str, bool]:
        return {"worker": self.pulse.seconds <= self.stalled_after}

    async def ready(self) -> Mapping[str, bool]:
        heard = {name: self._hears(silent()) for name, silent in self.ears.items()}
        return {**self.live(), "database": await self._works(), **heard}

    async def _works(self) -> bool:
        return await self.backlog() is not None and await self._is_written()

    async def _is_written(self) -> bool:
        """Where nothing is due, nobody else would notice a full disk. To wait for who writes is no fault."""
        try:
            async with asyncio.timeout(_PATIENCE_SECONDS):
                await self.marks.put(_MARK, self.clock.now().isoformat())
        except TimeoutError:
            return True
        except Exception as error:
            log.warning("health.nothing_written", error=type(error).__name__)
            return False
        return True

    def _hears(self, silent_seconds: float | None) -> bool:
        return silent_seconds is None or silent_seconds <= self.stalled_after

    async def well(self) -> bool:
        return all((await self.ready()).values())

    async def backlog(self) -> Backlog | None:
        """Nothing where the database does not answer."""
        try:
            async with asyncio.timeout(_PATIENCE_SECONDS):
                return await self.undelivered.backlog(self.clock.now())
        except Exception as error:
            log.warning("health.database_silent", error=type(error).__name__)
            return None
