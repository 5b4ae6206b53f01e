"""A worker that is killed at one of its steps, as a machine dies: from then on it does nothing more."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from bot.app import Assistant
from bot.channel import Channel, Letter
from bot.delivery import Mailman
from core.outbox import Delivery, DeliveryId, Mailroom, Progress, Settled, Tried


class At(StrEnum):
    CLAIMED = "claimed"
    SENDING = "about to send"
    SENT = "sent, the answer not read"
    ANSWERED = "answered, not recorded"
    RECORDED = "recorded"


class Killed(BaseException):
    """Nothing in the worker catches it."""


@dataclass
class Life:
    ends: At
    over: bool = False

    def comes_to(self, step: At) -> None:
        self.over = self.over or step is self.ends
        if self.over:
            raise Killed


@dataclass
class DyingMailroom:
    """Implements ``Mailroom``."""

    real: Mailroom
    life: Life

    async def claim(self, now: datetime, limit: int, lease: int) -> Sequence[Delivery]:
        claimed = await self.real.claim(now, limit, lease)
        if claimed:
            self.life.comes_to(At.CLAIMED)
        return claimed

    async def settle(self, delivery: DeliveryId, progress: Progress, note: Settled) -> None:
        self.life.comes_to(At.ANSWERED)
        await self.real.settle(delivery, progress, note)
        self.life.comes_to(At.RECORDED)

    async def settle_many(self, outcomes: Sequence[tuple[DeliveryId, Progress, Settled]]) -> None:
        for delivery, progress, note in outcomes:
            await self.settle(delivery, progress, note)

    async def retry(
        self, delivery: DeliveryId, due: datetime, problem: str, tried: Tried = Tried.FAILED
    ) -> None:
        if self.life.over:
            raise Killed
        await self.real.retry(delivery, due, problem, tried)

    async def next_due(self) -> datetime | None:
        return await self.real.next_due()


@dataclass
class DyingChannel:
    """Implements ``Channel``."""

    real: Channel
    life: Life

    @property
    def platform(self) -> str:
        return self.real.platform

    async def deliver(self, letter: Letter) -> str:
        self.life.comes_to(At.SENDING)
        receipt = await self.real.deliver(letter)
        self.life.comes_to(At.SENT)
        return receipt

    async def reconcile(self, letter: Letter) -> str | None:
        return await self.real.reconcile(letter)

    async def revise(self, letter: Letter, receipt: str) -> None:
        await self.real.revise(letter, receipt)


async def work_until_killed(assistant: Assistant, step: At) -> None:
    """On everything that is due now."""
    mailman, life = assistant.mailman, Life(step)
    channels: dict[str, Channel] = {
        name: DyingChannel(channel, life) for name, channel in mailman.channels.items()
    }
    mailroom = DyingMailroom(mailman.mailroom, life)
    worker = Mailman(
        mailroom, mailman.letters, mailman.clock, mailman.catching_up, channels=channels
    )
    try:
        await worker.take_due()
        await worker.finish()
    except Killed:
        pass
    assert life.over, f"it never came to: {step}"
