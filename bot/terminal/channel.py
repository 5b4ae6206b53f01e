"""Where unasked messages go in the terminal: into the inbox of their reader."""

from __future__ import annotations

from dataclasses import replace

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
        self._shown: dict[str, Shown] = {}

    async def deliver(self, letter: Letter) -> str:
        if arrived := self._receipts.get(letter.id):
            return arrived
        lines = reply_lines(letter.reply, letter.voice, await self._first_number(letter))
        now = self._front.services.clock.now()
        reader = letter.to.account
        shown = Shown(reader, tuple(lines), now, letter.voice, unasked=True)
        self._inboxes.put(shown)
        self._receipts[letter.id] = receipt = f"{reader}/{len(self._receipts) + 1}"
        self._shown[receipt] = shown
        return receipt

    async def revise(self, letter: Letter, receipt: str) -> None:
        """After a restart the screen is empty: there is nothing to change."""
        if letter.living:
            # What is printed is printed: each message about a request shows anew how it stands.
            return
        if before := self._shown.get(receipt):
            lines = tuple(reply_lines(letter.reply, letter.voice, None))
            self._shown[receipt] = now = replace(before, lines=lines)
            self._inboxes.revise(before, now)

    async def reconcile(self, letter: Letter) -> str | None:
        return self._receipts.get(letter.id)

    async def _first_number(self, letter: Letter) -> int | None:
        """Numbers are for one person alone: in a room there is nothing to choose."""
        if not letter.private:
            return None
        ctx = await self._front.context(letter.to, private_place(letter.to.account))
        return await self._front.conversation.offer(ctx, letter.reply)


def private_place(person: str, said_in: str = "") -> Place:
    """Answers come there, whichever room something was said in."""
    return Place(PLATFORM, person, shared=said_in)
