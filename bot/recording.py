"""What has become of messages, recorded together: while one transaction is written, what ends waits for the next."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

import structlog

from core.outbox import Delivery, DeliveryId, Mailroom, Progress, Settled, Tried

log = structlog.get_logger()


@dataclass(eq=False, slots=True)
class _Ended:
    outcome: tuple[DeliveryId, Progress, Settled]
    recorded: bool = False


@dataclass(frozen=True, slots=True)
class Recording:
    """Implements ``Mailroom``. Whoever settles waits until it stands in the database, as with any other."""

    mailroom: Mailroom
    _waiting: list[_Ended] = field(default_factory=list)
    _turn: asyncio.Lock = field(default_factory=asyncio.Lock)

    async def settle(self, delivery: DeliveryId, progress: Progress, note: Settled) -> None:
        mine = _Ended((delivery, progress, note))
        self._waiting.append(mine)
        async with self._turn:
            if mine in self._waiting:
                await self._record_all()
        if not mine.recorded:
            # One that cannot be written must not take the others with it.
            await self.mailroom.settle(delivery, progress, note)

    async def _record_all(self) -> None:
        together = list(self._waiting)
        self._waiting.clear()
        try:
            await self.mailroom.settle_many([each.outcome for each in together])
        except Exception:
            log.warning("delivery.not_recorded_together", messages=len(together), exc_info=True)
            return
        for each in together:
            each.recorded = True

    async def claim(self, now: datetime, limit: int, lease: int) -> Sequence[Delivery]:
        return await self.mailroom.claim(now, limit, lease)

    async def settle_many(self, outcomes: Sequence[tuple[DeliveryId, Progress, Settled]]) -> None:
        await self.mailroom.settle_many(outcomes)

    async def retry(
        self, delivery: DeliveryId, due: datetime, problem: str, tried: Tried = Tried.FAILED
    ) -> None:
        await self.mailroom.retry(delivery, due, problem, tried)

    async def next_due(self) -> datetime | None:
        return await self.mailroom.next_due()
