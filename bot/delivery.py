"""The outbox's worker: takes what is due, sees that it is said, and writes down what became of it."""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

import structlog

from bot.channel import Channel
from bot.letters import Letters
from bot.pacing import Pacer
from bot.sending import Sending
from bot.watch.metrics import Metrics
from core.catching_up import QUIET, CatchingUp
from core.clock import Clock
from core.outbox import Delivery, DeliveryId, Mailroom, Recipient, Tried

log = structlog.get_logger()

_BATCH = 200
_MOST_IN_HAND = 400
_LEASE = 120
# Longer than any try may take: whoever begins one later than this might still be at it when the lease is over.
_LAST_MOMENT = timedelta(seconds=45)


@dataclass(frozen=True, slots=True)
class _Held:
    delivery: Delivery
    until: datetime


def _nothing() -> None:
    """Nobody waits to hear."""


@dataclass(frozen=True, slots=True)
class Mailman:
    """``channels`` by platform. Several mailmen may work on one database: a row is claimed by one.

    One recipient's messages keep their order; another's never wait for them.
    """

    mailroom: Mailroom
    letters: Letters
    clock: Clock
    catching_up: CatchingUp
    metrics: Metrics = field(default_factory=Metrics)
    channels: dict[str, Channel] = field(default_factory=dict)
    pacer: Pacer = field(default_factory=Pacer)
    _lines: dict[str, deque[_Held]] = field(default_factory=dict)
    _under_way: set[asyncio.Task[None]] = field(default_factory=set)

    async def run_due(self) -> int:
        """Send everything that is due now; how many messages were taken in hand."""
        taken = 0
        while more := await self.take_due():
            taken += more
            await self.finish()
        await self.finish()
        return taken

    async def take_due(self, done: Callable[[], None] = _nothing) -> int:
        """Begin to send what is due, as much as one has hands for; ``done`` is called whenever one is free again."""
        taken = 0
        while sum(map(len, self._lines.values())) + len(self._under_way) < _MOST_IN_HAND:
            now = self.clock.now()
            batch = await self.mailroom.claim(now, _BATCH, _LEASE)
            if not batch:
                break
            taken += len(batch)
            batch = await self._sorted(batch)
            self._hand_out(batch, now + timedelta(seconds=_LEASE) - _LAST_MOMENT, done)
        return taken

    async def _sorted(self, batch: Sequence[Delivery]) -> Sequence[Delivery]:
        """What is to be said now and by itself: what is late is said together, and not in quiet hours."""
        gone: set[DeliveryId] = set()
        for recipient, rows in self.catching_up.late(batch).items():
            if not await self._is_said_now(recipient, rows):
                gone.update(row.id for row in rows)
        return [each for each in batch if each.id not in gone] if gone else batch

    async def _is_said_now(self, recipient: Recipient, rows: Sequence[Delivery]) -> bool:
        try:
            found = await self.catching_up.gather(recipient, rows)
            for row in rows if found.until else ():
                await self.mailroom.retry(
                    row.id, found.until or row.planned.due, QUIET, Tried.UNSENT
                )
        except Exception:
            # They may be in another message already: with their lease they are free again, if they are not.
            log.exception("delivery.not_gathered", messages=len(rows))
            return False
        return not found.elsewhere and found.until is None

    async def finish(self, seconds: float | None = None) -> None:
        """Wait for what is under way, so long at most."""
        while self._under_way:
            _done, late = await asyncio.wait(self._under_way, timeout=seconds)
            if late:
                return

    def _hand_out(
        self, batch: Sequence[Delivery], until: datetime, done: Callable[[], None]
    ) -> None:
        for each in sorted(batch, key=self.letters.rank):
            key = each.planned.recipient.key
            if key in self._lines:
                self._lines[key].append(_Held(each, until))
                continue
            self._lines[key] = deque([_Held(each, until)])
            task = asyncio.create_task(self._in_order(key))
            self._under_way.add(task)
            task.add_done_callback(self._under_way.discard)
            task.add_done_callback(lambda _task: done())

    async def _in_order(self, key: str) -> None:
        line = self._lines[key]
        try:
            while line:
                await self._one(line.popleft())
        finally:
            del self._lines[key]

    async def _one(self, held: _Held) -> None:
        delivery = held.delivery
        sending = Sending(self.mailroom, self.letters, self.clock, self)
        try:
            if self.clock.now() > held.until:
                # Somebody else may take it any moment now.
                due = self.clock.now()
                await self.mailroom.retry(delivery.id, due, "waited too long", Tried.UNSENT)
            else:
                await sending.send(delivery)
        except Exception as error:
            # One bad row never stops the rest.
            log.exception("delivery.broke", delivery=delivery.id)
            await self._put_back(sending, delivery, error)

    async def _put_back(self, sending: Sending, delivery: Delivery, error: Exception) -> None:
        try:
            await sending.broke(delivery, error)
        except Exception:
            # The database is away: with its lease the row is free again, and looked for first.
            log.exception("delivery.not_put_back", delivery=delivery.id)
