"""A platform of our own for tests of delivery: it keeps what arrives, and fails as it is told to."""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass, field

from bot.channel import Letter
from bot.lines import reply_lines
from core.outbox import DeliveryId


@dataclass
class PostOffice:
    """Counts what really arrived; the same id twice is one arrival, as on a real platform that knows ids.

    ``revised``: what took the place of something that had arrived; that is no arrival, and fails only as ``busy`` says.
    """

    platform: str = "terminal"
    arrived: dict[DeliveryId, Letter] = field(default_factory=dict)
    sent: list[Letter] = field(default_factory=list)
    faults: deque[Exception | None] = field(default_factory=deque)
    loses_answers: bool = False
    revised: list[tuple[Letter, str]] = field(default_factory=list)
    busy: deque[Exception] = field(default_factory=deque)

    async def deliver(self, letter: Letter) -> str:
        self.sent.append(letter)
        fault = self.faults.popleft() if self.faults else None
        if fault is None or self.loses_answers:
            self.arrived[letter.id] = letter
        if fault is not None:
            raise fault
        return f"receipt of {letter.id}"

    async def reconcile(self, letter: Letter) -> str | None:
        return f"receipt of {letter.id}" if letter.id in self.arrived else None

    async def revise(self, letter: Letter, receipt: str) -> None:
        if self.busy:
            raise self.busy.popleft()
        self.revised.append((letter, receipt))

    def to(self, account: str) -> list[str]:
        """Everything this account has received, as text."""
        return [text(letter) for letter in self.arrived.values() if letter.to.account == account]


def text(letter: Letter) -> str:
    return "\n".join(line.text for line in reply_lines(letter.reply, letter.voice, None))
