"""Where unasked messages go in the terminal: into the inbox of their reader.

A living card that nobody has looked at yet is corrected where it waits, and so is one in a room, which is shown as a
whole. What has been printed for somebody stays printed: then a few lines say how the request stands now, unless its
reader has just been shown that anyway.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from bot.channel import Letter
from bot.front import Front
from bot.lines import Kind, Line, reply_lines
from bot.terminal.inbox import PLATFORM, Inboxes, Shown
from chat.context import Place
from chat.message import Card, Reply
from core.outbox import DeliveryId


class TerminalChannel:
    """Nothing is lost on the way, and nothing is unsure: the inbox is in this process."""

    platform = PLATFORM

    def __init__(self, front: Front, inboxes: Inboxes) -> None:
        self._front = front
        self._inboxes = inboxes
        self._receipts: dict[DeliveryId, str] = {}
        self._shown: dict[str, Shown] = {}
        self._cards: dict[tuple[str, str], str] = {}

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
        if letter.living:
            self._cards.setdefault((reader, _title(lines)), receipt)
        return receipt

    async def revise(self, letter: Letter, receipt: str) -> None:
        """After a restart the screen is empty: there is nothing to change."""
        if letter.living:
            await self._correct(letter)
        elif before := self._shown.get(receipt):
            lines = tuple(reply_lines(letter.reply, letter.voice, None))
            self._shown[receipt] = now = replace(before, lines=lines)
            self._inboxes.revise(before, now)

    async def _correct(self, letter: Letter) -> None:
        """The first of its messages is known here: where time stands still, the outbox cannot tell."""
        title = _title(reply_lines(letter.reply, letter.voice, None))
        receipt = self._cards.get((letter.to.account, title), "")
        before = self._shown.get(receipt)
        if before is None:
            return
        if letter.private and not self._inboxes.waits(before):
            self._print_anew(letter)
            return
        lines = reply_lines(letter.reply, letter.voice, await self._first_number(letter))
        self._shown[receipt] = now = replace(before, lines=tuple(lines))
        self._inboxes.revise(before, now)

    def _print_anew(self, letter: Letter) -> None:
        lines = tuple(reply_lines(_without_actions(letter.reply), letter.voice, None))
        now = self._front.services.clock.now()
        self._inboxes.put_once_more(
            Shown(letter.to.account, lines, now, letter.voice, unasked=True, anew=True)
        )

    async def reconcile(self, letter: Letter) -> str | None:
        return self._receipts.get(letter.id)

    async def _first_number(self, letter: Letter) -> int | None:
        """Numbers are for one person alone: in a room there is nothing to choose."""
        if not letter.private:
            return None
        ctx = await self._front.context(letter.to, private_place(letter.to.account))
        return await self._front.conversation.offer(ctx, letter.reply)


def _title(lines: Iterable[Line]) -> str:
    return next((line.text for line in lines if line.kind is Kind.TITLE), "")


def _without_actions(reply: Reply) -> Reply:
    parts = (replace(part, actions=()) if isinstance(part, Card) else part for part in reply.parts)
    return replace(reply, parts=tuple(parts))


def private_place(person: str, said_in: str = "") -> Place:
    """Answers come there, whichever room something was said in."""
    return Place(PLATFORM, person, shared=said_in)
