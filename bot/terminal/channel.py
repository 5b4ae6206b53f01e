"""Where unasked messages go in the terminal: into the inbox of their reader."""

from __future__ import annotations

from bot.channel import Letter
from bot.front import Front
from bot.lines import reply_lines
from bot.terminal.inbox import PLATFORM, Inboxes, Shown
from chat.context import Place
from core.outbox import DeliveryId


class TerminalChannel:
    """Nothing is lost on the way, and nothing is unsure: the inbox is in this process."""

    platform = PLATFORM

    def __init__(self, front: Front, inboxes: Inboxes) -> None:
        self._front = front
        self._inboxes = inboxes
        self._receipts: dict[DeliveryId, str] = {}

    async def deliver(self, letter: Letter) -> str:
        if arrived := self._receipts.get(letter.id):
            return arrived
        lines = reply_lines(letter.reply, letter.voice, await self._first_number(letter))
        now = self._front.services.clock.now()
        reader = letter.to.account
        self._inboxes.put(Shown(reader, tuple(lines), now, letter.voice, unasked=True))
        self._receipts[letter.id] = receipt = f"{reader}/{len(self._receipts) + 1}"
        return receipt

    async def reconcile(self, letter: Letter) -> str | None:
        return self._receipts.get(letter.id)

    async def _first_number(self, letter: Letter) -> int | None:
        """Numbers are for one person alone: in a room there is nothing to choose."""
        if not letter.private:
            return None
        ctx = await self._front.context(letter.to, private_place(letter.to.account))
        return await self._front.conversation.offer(ctx, letter.reply)


def private_place(person: str) -> Place:
    return Place(PLATFORM, person)
