"""The self-check of what is planned, each night: what was missing is counted, and told as the error it is."""

from __future__ import annotations

from dataclasses import dataclass

import structlog

from bot.watch.metrics import Metrics
from core.oversight import Inspection, Oversight

log = structlog.get_logger()


@dataclass(frozen=True, slots=True)
class NightlyOversight:
    oversight: Oversight
    metrics: Metrics

    async def round(self) -> Inspection:
        found = await self.oversight.mend()
        self.metrics.repaired.inc(found.reminders)
        if found.lacking:
            log.error("oversight.repaired", reminders=found.reminders, requests=found.lacking)
        return found
