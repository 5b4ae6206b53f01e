"""The outbox's worker: takes what is due, says it in its reader's language, and writes down what became of it."""

from __future__ import annotations

import asyncio
import random
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

import structlog

from bot.channel import Channel, Letter, NotDelivered, TryLater, Unreachable, Unsure
from bot.letters import Letters, Written
from core.clock import Clock
from core.outbox import Delivery, Mailroom, Progress, Settled, Tried
from core.people import Address

log = structlog.get_logger()

_BATCH = 200
_LEASE = 120
_TRIES = 8
_FIRST_WAIT = 30.0
_LONGEST_WAIT = 3600.0


@dataclass(frozen=True, slots=True)
class Mailman:
    """``channels`` by platform. Several mailmen may work on one database: a row is claimed by one."""

    mailroom: Mailroom
    letters: Letters
    clock: Clock
    channels: dict[str, Channel] = field(default_factory=dict)

    async def run_due(self) -> int:
        """Send everything that is due now; how many messages were taken in hand."""
        taken = 0
        while batch := await self.mailroom.claim(self.clock.now(), _BATCH, _LEASE):
            taken += len(batch)
            await asyncio.gather(*(self._in_order(line) for line in _queues(batch)))
        return taken

    async def _in_order(self, deliveries: Iterable[Delivery]) -> None:
        """One recipient's messages keep their order; another's never wait for them."""
        for delivery in deliveries:
            try:
                await self._handle(delivery)
            except Exception:
                # One bad row never stops the rest.
                log.exception("delivery.broke", delivery=delivery.id)
                await self._postpone(delivery, "unexpected error, see the log")

    async def _handle(self, delivery: Delivery) -> None:
        written = await self.letters.write(delivery)
        if written is None:
            await self.mailroom.settle(delivery.id, Progress.STALE, Settled())
            return
        places = [a for a in written.addresses if a.platform in self.channels]
        if not places:
            problem = "no address on a running platform"
            await self.mailroom.settle(delivery.id, Progress.FAILED, Settled(problem=problem))
            return
        await self._send(delivery, written, places)

    async def _send(self, delivery: Delivery, written: Written, places: Sequence[Address]) -> None:
        problem = ""
        for place in places:
            letter = Letter(delivery.id, place, written.private, written.reply, written.voice)
            try:
                receipt = await self._deliver(delivery, letter)
            except Unreachable as error:
                problem = str(error)
                continue
            except TryLater as error:
                await self._later(delivery, error)
                return
            except Unsure as error:
                await self._look_again(delivery, Settled(address=place, problem=str(error)))
                return
            except NotDelivered as error:
                await self._postpone(delivery, str(error))
                return
            note = Settled(address=place, receipt=receipt)
            await self.mailroom.settle(delivery.id, Progress.SENT, note)
            await self.letters.follow(delivery.planned)
            return
        await self.mailroom.settle(delivery.id, Progress.FAILED, Settled(problem=problem))

    async def _deliver(self, delivery: Delivery, letter: Letter) -> str:
        """An unsure message is looked for before it is sent again."""
        channel = self.channels[letter.to.platform]
        if delivery.progress is Progress.UNSURE and (arrived := await channel.reconcile(letter)):
            return arrived
        return await channel.deliver(letter)

    async def _later(self, delivery: Delivery, error: TryLater) -> None:
        """A limit says when to come back, and does not count as a try."""
        if error.seconds is None:
            await self._postpone(delivery, str(error))
            return
        due = self.clock.now() + timedelta(seconds=error.seconds)
        await self.mailroom.retry(delivery.id, due, str(error), Tried.UNSENT)

    async def _look_again(self, delivery: Delivery, note: Settled) -> None:
        """What may have arrived is looked for later; found nowhere in the end, it stays visible as unsure."""
        if delivery.attempts >= _TRIES:
            await self.mailroom.settle(delivery.id, Progress.UNSURE, note)
            return
        again = self._next_try(delivery.attempts)
        await self.mailroom.retry(delivery.id, again, note.problem, Tried.UNSURE)

    async def _postpone(self, delivery: Delivery, problem: str) -> None:
        if delivery.attempts >= _TRIES:
            await self.mailroom.settle(delivery.id, Progress.FAILED, Settled(problem=problem))
            return
        await self.mailroom.retry(delivery.id, self._next_try(delivery.attempts), problem)

    def _next_try(self, attempts: int) -> datetime:
        wait = min(_FIRST_WAIT * 2 ** max(attempts - 1, 0), _LONGEST_WAIT)
        return self.clock.now() + timedelta(seconds=wait * random.uniform(0.75, 1.25))


def _queues(batch: Sequence[Delivery]) -> Iterable[list[Delivery]]:
    queues: dict[str, list[Delivery]] = {}
    for delivery in sorted(batch, key=lambda each: each.planned.due):
        queues.setdefault(delivery.planned.recipient.key, []).append(delivery)
    return queues.values()
