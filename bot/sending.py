"""One message of the outbox on its way: place after place, until it has arrived or nobody is left to tell."""

from __future__ import annotations

import random
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Protocol

import structlog

from bot.channel import Channel, Gone, Letter, NotDelivered, TryLater, Unreachable, Unsure
from bot.letters import Letters, Written
from bot.other_cards import OtherCards
from bot.pacing import Pacer
from bot.watch.metrics import Metrics
from core.catching_up import KEPT
from core.clock import Clock
from core.outbox import Delivery, DeliveryId, Mailroom, Progress, Settled, Tried
from core.people import Address

log = structlog.get_logger()

_TRIES = 8
_FIRST_WAIT = 30.0
_LONGEST_WAIT = 3600.0
_ON_ITS_WAY = (Progress.PLANNED, Progress.SENDING)


class MayHaveArrived(Exception):
    """Something broke once the message was on its way: it is looked for before it is sent again."""


class Means(Protocol):
    """What sending is done with."""

    @property
    def channels(self) -> Mapping[str, Channel]: ...
    @property
    def pacer(self) -> Pacer: ...
    @property
    def metrics(self) -> Metrics: ...


@dataclass(frozen=True, slots=True)
class Sending:
    """What an error means, and nothing else decides it:

    ``TryLater`` with seconds: a limit, which costs no try. ``TryLater`` without, or another ``NotDelivered``: again
    after an ever longer pause, and elsewhere when all tries are used up. ``Unreachable``: elsewhere at once.
    ``Unsure``: it is looked for before it is sent again, and stays visible when it can never be told.
    """

    mailroom: Mailroom
    letters: Letters
    clock: Clock
    means: Means

    async def send(self, delivery: Delivery) -> None:
        written = await self.letters.write(delivery)
        if written is None:
            await self._stale(delivery)
            return
        if delivery.planned.revises:
            await self._revise(delivery, written)
            return
        if written.kept_until:
            await self.mailroom.retry(delivery.id, written.kept_until, KEPT, Tried.UNSENT)
            return
        problem = await self._to_any(delivery, written)
        if problem is None:
            await self._other_cards(delivery, written)
            return
        for other in await self.letters.elsewhere(delivery):
            if await self._to_any(delivery, other) is None:
                log.warning("delivery.elsewhere", delivery=delivery.id, problem=problem)
                return
        note = Settled(problem=problem, at=self.clock.now())
        await self._give_up(delivery, Progress.FAILED, note)

    async def _other_cards(self, delivery: Delivery, written: Written) -> None:
        if written.anew:
            others = OtherCards(self.letters, self.means.channels)
            await others.show(delivery, written, self.clock.now())

    async def _revise(self, delivery: Delivery, written: Written) -> None:
        """A courtesy: what cannot be changed any more says so when it is pressed."""
        earlier = await self.letters.earlier(delivery)
        last = delivery.attempts >= _TRIES
        if not last and any(each.progress in _ON_ITS_WAY for each in earlier):
            again = self._next_try(delivery)
            await self.mailroom.retry(delivery.id, again, "what it changes is on its way")
            return
        for each in earlier:
            try:
                await self._revised(each, delivery.id, written)
            except TryLater as error:
                if not last:
                    await self._later(delivery, each.address or written.addresses[0], error)
                    return
        note = Settled(at=self.clock.now(), language=written.voice.language)
        await self.mailroom.settle(delivery.id, Progress.SENT, note)

    async def _revised(self, earlier: Delivery, id: DeliveryId, written: Written) -> None:
        """Raises ``TryLater``."""
        place = earlier.address
        channel = self.means.channels.get(place.platform) if place else None
        if place is None or channel is None or not earlier.receipt:
            return
        letter = Letter(id, place, written.private, written.reply, written.voice)
        try:
            await channel.revise(letter, earlier.receipt)
        except TryLater:
            raise
        except NotDelivered as error:
            log.info("delivery.not_revised", delivery=earlier.id, problem=str(error))

    async def _stale(self, delivery: Delivery) -> None:
        await self.mailroom.settle(delivery.id, Progress.STALE, Settled(at=self.clock.now()))

    async def broke(self, delivery: Delivery, error: Exception) -> None:
        """A defect of ours, or the database is away: it may be mended soon."""
        problem = "unexpected error, see the log"
        if delivery.attempts >= _TRIES:
            note = Settled(problem=problem, at=self.clock.now())
            await self._give_up(delivery, Progress.FAILED, note)
            return
        tried = Tried.UNSURE if isinstance(error, MayHaveArrived) else Tried.FAILED
        await self.mailroom.retry(delivery.id, self._next_try(delivery), problem, tried)

    async def _to_any(self, delivery: Delivery, written: Written) -> str | None:
        """Why it is at none of these places; ``None`` when it is, or is to be tried again."""
        problem = "no address on a running platform"
        for place in written.addresses:
            if place.platform in self.means.channels:
                try:
                    await self._once_begun(delivery, written, place)
                    return None
                except Unreachable as error:
                    self.means.metrics.tried(place.platform, "unreachable")
                    problem = str(error)
        return problem

    async def _once_begun(self, delivery: Delivery, written: Written, place: Address) -> None:
        """Raises ``Unreachable`` and ``MayHaveArrived``."""
        try:
            await self._to(delivery, written, place)
        except Unreachable:
            raise
        except Exception as error:
            raise MayHaveArrived from error

    async def _to(self, delivery: Delivery, written: Written, place: Address) -> None:
        """Raises ``Unreachable``."""
        rank = self.letters.rank(delivery)
        if turn := self.means.pacer.turn(rank, place, self.clock.now()):
            await self.mailroom.retry(delivery.id, turn, "waits for its turn", Tried.UNSENT)
            return
        letter = _letter(delivery, written, place)
        try:
            receipt = await self._deliver(delivery, letter)
        except Unreachable:
            raise
        except Unsure as error:
            self.means.metrics.tried(place.platform, "unsure")
            await self._look_again(delivery, Settled(address=place, problem=str(error)))
        except NotDelivered as error:
            self.means.metrics.tried(place.platform, "later")
            await self._later(delivery, place, error)
        else:
            await self._arrived(delivery, letter, receipt)

    async def _deliver(self, delivery: Delivery, letter: Letter) -> str:
        """An unsure message is looked for before it is sent again; what changes another is safely shown again."""
        channel = self.means.channels[letter.to.platform]
        if letter.edits:
            try:
                await channel.revise(letter, letter.edits)
                return letter.edits
            except Gone:
                letter = replace(letter, card="")
        if delivery.progress is Progress.UNSURE and (arrived := await channel.reconcile(letter)):
            return arrived
        return await channel.deliver(letter)

    async def _arrived(self, delivery: Delivery, letter: Letter, receipt: str) -> None:
        now, language = self.clock.now(), letter.voice.language
        note = Settled(address=letter.to, receipt=receipt, at=now, language=language)
        await self.mailroom.settle(delivery.id, Progress.SENT, note)
        late = now - delivery.planned.due
        self.means.metrics.sent(letter.to.platform, late.total_seconds())
        await self.letters.follow(delivery)

    async def _later(self, delivery: Delivery, place: Address, error: NotDelivered) -> None:
        """A limit says when to come back, and does not count as a try."""
        if isinstance(error, TryLater) and error.seconds is not None:
            rank, now = self.letters.rank(delivery), self.clock.now()
            turn = self.means.pacer.limited(rank, place, error, now)
            await self.mailroom.retry(delivery.id, turn, str(error), Tried.UNSENT)
            return
        if delivery.attempts >= _TRIES:
            raise Unreachable(str(error)) from error
        await self.mailroom.retry(delivery.id, self._next_try(delivery), str(error))

    async def _look_again(self, delivery: Delivery, note: Settled) -> None:
        """What may have arrived is looked for later; found nowhere in the end, it stays visible as unsure."""
        if delivery.attempts >= _TRIES:
            await self._give_up(delivery, Progress.UNSURE, note)
            return
        again = self._next_try(delivery)
        await self.mailroom.retry(delivery.id, again, note.problem, Tried.UNSURE)

    async def _give_up(self, delivery: Delivery, progress: Progress, note: Settled) -> None:
        await self.mailroom.settle(delivery.id, progress, note)
        platform = note.address.platform if note.address else ""
        self.means.metrics.tried(platform, progress.value)
        told = {"delivery": delivery.id, "progress": progress.value, "problem": note.problem}
        log.error("delivery.given_up", about=delivery.planned.about.name, **told)

    def _next_try(self, delivery: Delivery) -> datetime:
        wait = min(_FIRST_WAIT * 2 ** max(delivery.attempts - 1, 0), _LONGEST_WAIT)
        return self.clock.now() + timedelta(seconds=wait * random.uniform(0.75, 1.25))


def _letter(delivery: Delivery, written: Written, place: Address) -> Letter:
    card = written.cards.get(place, "")
    said = (written.private, written.reply, written.voice)
    living = delivery.planned.about.request is not None
    return Letter(delivery.id, place, *said, card, written.anew, living)
