"""Letters: what the bot says unasked, to a person in their direct room or to a team in its room."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass

from bot.channel import Gone, Letter, NotDelivered, TryLater
from bot.front import Front
from bot.lines import Line, reply_lines
from bot.matrix.events import Json, inner, text
from bot.matrix.faults import told_to_the_mailman
from bot.matrix.hearing import PLATFORM
from bot.matrix.homeserver import Homeserver
from bot.matrix.lanes import Lanes
from bot.matrix.rooms import Rooms
from bot.matrix.send import Sender, Spot, letter_post
from bot.matrix.voices import in_room
from bot.matrix.writing import OWN
from chat.context import Place
from chat.message import Reply

_PATIENCE_SECONDS = 60


@dataclass(frozen=True, slots=True)
class LetterBox:
    homeserver: Homeserver
    front: Front
    rooms: Rooms
    lanes: Lanes
    sender: Sender
    prefix: str

    async def deliver(self, letter: Letter) -> str:
        """The room and the first message's id. Raises ``NotDelivered``."""
        if not self.homeserver.is_open:
            raise TryLater("not logged in")
        account = letter.to.account
        if not letter.private:
            voice = in_room(letter.voice, self.prefix)
            return await self._send(letter, reply_lines(letter.reply, voice, None), account, None)
        if not account.startswith("@"):
            raise NotDelivered("a private letter cannot go to a room")
        room, lines = await self._for_person(letter)
        return await self._send(letter, lines, room, account)

    async def reconcile(self, letter: Letter) -> str | None:
        """Look among the newest messages of the room where it would stand."""
        with told_to_the_mailman():
            account = letter.to.account
            room = await self.rooms.find_direct(account) if letter.private else account
            events = await self.homeserver.latest(room) if room else []
        name = letter_post(letter.id, Spot(room or "")).name
        own = [event for event in events if self._is_part_of(event, name)]
        parts = {inner(event, "content", OWN).get("part"): event for event in own}
        whole = len(parts) == max((_of(event) for event in own), default=1)
        return _receipt(room or "", text(parts[1], "event_id")) if whole and 1 in parts else None

    async def revise(self, letter: Letter, receipt: str) -> None:
        """By an edit of the message, as people make it; what to type is on it: a number may be old by now.

        Raises ``NotDelivered``.
        """
        if not self.homeserver.is_open:
            raise TryLater("not logged in")
        account = letter.to.account
        room, event = _parted(receipt)
        voice = letter.voice if letter.private else in_room(letter.voice, self.prefix)
        lines = reply_lines(letter.reply, voice, None)
        with told_to_the_mailman():
            if not room:
                room = (await self.rooms.find_direct(account) if letter.private else account) or ""
            if not room or not await self.homeserver.stands(room, event):
                raise Gone("it is not there any more")
            await self.sender.revise(letter.id, lines, Spot(room), event)

    async def _for_person(self, letter: Letter) -> tuple[str, list[Line]]:
        """The room, and the lines with numbers; while something is said there, one waits."""
        person = letter.to.account
        try:
            async with asyncio.timeout(_PATIENCE_SECONDS), self.lanes.turn(person):
                with told_to_the_mailman():
                    room = await self.rooms.direct(person)
                first = await self._offered(letter, room)
        except TimeoutError:
            raise TryLater("the person is being answered") from None
        return room, reply_lines(letter.reply, letter.voice, first)

    async def _offered(self, letter: Letter, room: str) -> int | None:
        """The number of its first choice; a letter that is tried again keeps its numbers."""
        ctx = await self.front.context(letter.to, Place(PLATFORM, room))
        talk = await self.front.conversation.talk(ctx)
        if talk.dialogue is None and (known := _place_of(letter.reply, talk.choices)) is not None:
            return known + 1
        return await self.front.conversation.offer(ctx, letter.reply)

    async def _send(self, letter: Letter, lines: list[Line], room: str, to: str | None) -> str:
        with told_to_the_mailman():
            spot = Spot(room, _thread(room, letter))
            return _receipt(room, await self.sender.deliver(letter.id, lines, spot, to))

    def _is_part_of(self, event: Json, name: str) -> bool:
        """Sealed or not: its name stands outside."""
        mine = text(event, "sender") == self.homeserver.user
        return mine and inner(event, "content", OWN).get("name") == name


def _receipt(room: str, event: str) -> str:
    return f"{room}/{event}"


def _parted(receipt: str) -> tuple[str, str]:
    """The room is not named in receipts of old."""
    room, _slash, event = receipt.rpartition("/$")
    return room, f"${event.removeprefix('$')}"


def _thread(room: str, letter: Letter) -> str:
    """The first message about the same thing, if it stands in this room."""
    there, event = _parted(letter.thread)
    return event if there == room else ""


def _of(event: Json) -> int:
    number = inner(event, "content", OWN).get("of")
    return number if isinstance(number, int) else 1


def _place_of(reply: Reply, choices: tuple[str, ...]) -> int | None:
    """Where the reply's buttons stand among what was offered before."""
    runs = tuple(button.run for button in reply.buttons())
    places = range(len(choices) - len(runs) + 1)
    return next((n for n in places if choices[n : n + len(runs)] == runs), None)
