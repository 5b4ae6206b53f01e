"""From a message to its answer: for whom it is, what the conversation says to it, and who may see that."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import structlog

from bot.front import Front
from bot.lines import Line, reply_lines, turn_lines
from bot.matrix.addressing import Me, Words
from bot.matrix.attachments import Attachments
from bot.matrix.attention import attention
from bot.matrix.corrections import Corrections, Recent, takes_edit, undone
from bot.matrix.events import Json, inner, server_of, text
from bot.matrix.faults import Refused
from bot.matrix.offers import Offers, harmless_numbers
from bot.matrix.patience import patiently
from bot.matrix.read import Said
from bot.matrix.rooms import Rooms
from bot.matrix.send import Sender, Spot
from bot.matrix.voices import (
    ANSWERED_IN_PRIVATE,
    BROKE,
    NO_PRIVATE_CHAT,
    NOT_SEALED,
    TOO_LATE_TO_EDIT,
    UNREADABLE,
    in_room,
    not_allowed,
    spoken,
)
from chat.context import Context, Place
from chat.dialogue import Ask, Check, Turn
from chat.intake import NOTHING_HANDED, Handed
from chat.message import Reply, problem
from core.errors import UserError
from core.people import Address
from core.talks import Events
from core.text import Message

log = structlog.get_logger()

PLATFORM = "matrix"


class NoPrivateRoom(Exception):
    """This person cannot be invited."""


def address(account: str) -> Address:
    """Of a person (``@anna:example.org``) or of a room (``!abc:example.org``)."""
    return Address(PLATFORM, "", account)


@dataclass(frozen=True, slots=True)
class Heard:
    """``private``: nobody else reads where it was said."""

    said: Said
    words: Words
    private: bool

    @property
    def spot(self) -> Spot:
        return Spot(self.said.room, self.said.thread, self.said.event)


@dataclass(frozen=True, slots=True)
class Hearing:
    """Each person's messages come here one after the other. ``allowed``: homeservers."""

    front: Front
    events: Events
    rooms: Rooms
    sender: Sender
    attachments: Attachments
    corrections: Corrections
    offers: Offers
    me: Me
    allowed: frozenset[str]

    async def hear(self, said: Said) -> None:
        """Answer what is for the bot, once."""
        private = await patiently(lambda: self.rooms.is_private(said.room, said.sender))
        words = self.me.hear(said, private=private)
        if words is None:
            return
        now = self.front.services.clock.now()
        if await self.events.take(PLATFORM, said.event, now):
            async with attention(self.rooms.homeserver, said):
                await self._answer(Heard(said, words, private))

    async def react(self, room: str, event: Json) -> None:
        """A number of the last answer, pressed instead of typed; anything else is said to nobody."""
        if said := self.offers.chosen(event, room):
            await self.hear(said)

    async def cannot_read(self, room: str, event: Json) -> None:
        """An official must not wait for an answer that cannot come. Said once for each key that is missing."""
        sender, key = text(event, "sender"), text(inner(event, "content"), "session_id")
        private = await patiently(lambda: self.rooms.is_private(room, sender))
        now = self.front.services.clock.now()
        if private and await self.events.take(PLATFORM, f"unreadable {room} {key}", now):
            ctx = await self.front.context(address(sender), Place(PLATFORM, room))
            lines = spoken(self.front.voice(ctx), UNREADABLE)
            await self.sender.answer(text(event, "event_id"), lines, Spot(room))

    async def _answer(self, heard: Heard) -> None:
        try:
            await self._allowed(heard)
        except NoPrivateRoom:
            await self._say(heard, NO_PRIVATE_CHAT)
        except Exception:
            # Whatever it was, the person must not wait in vain.
            log.exception("matrix.broke", event_id=heard.said.event)
            await self._say(heard, BROKE)

    async def _allowed(self, heard: Heard) -> None:
        said, earlier = heard.said, self.corrections.of(heard.said)
        if (server := server_of(said.sender)) not in self.allowed:
            await self._say(heard, not_allowed(server))
        elif not said.sealed and await self._is_encrypted(said.room):
            await self._say(heard, NOT_SEALED)
        elif said.edits and not takes_edit(earlier, said, heard.words.text):
            if heard.private:
                await self._say(heard, TOO_LATE_TO_EDIT)
        elif said.edits and earlier:
            await self._converse(heard, earlier, earlier.place)
        else:
            await self._converse(heard, earlier, await self._place(heard))

    async def _is_encrypted(self, room: str) -> bool:
        return (await patiently(lambda: self.rooms.state(room))).encrypted

    async def _place(self, heard: Heard) -> Place:
        """The conversation goes on where it was begun, if that is private."""
        said = heard.said
        if heard.private:
            return Place(PLATFORM, said.room, said.thread)
        try:
            room = await patiently(lambda: self.rooms.direct(said.sender))
        except Refused as refused:
            raise NoPrivateRoom from refused
        return Place(PLATFORM, room, shared=said.room)

    async def _converse(self, heard: Heard, earlier: Recent | None, place: Place) -> None:
        said = heard.said
        ctx = await self.front.context(address(said.sender), place)
        talks = ctx.services.talks
        again = undone(earlier, said, place)
        try:
            handed = await self._handed(heard, ctx, again)
        except UserError as error:
            await self._show(heard, ctx, problem(error.message))
            return
        if again:
            await talks.write(ctx.key, again.before, self.front.services.clock.now())
        before = await talks.read(ctx.key)
        words = handed.words or heard.words.text
        turn = await self.front.conversation.hear(ctx, words, explicit=heard.words.explicit)
        recent = Recent(
            said.edits or said.event, place, before, isinstance(turn, Ask | Check), handed
        )
        self.corrections.keep(said, recent)
        await self._show(heard, ctx, turn)

    async def _handed(self, heard: Heard, ctx: Context, again: Recent | None) -> Handed:
        """The files that are said; one sent right after another comes beside it."""
        if heard.said.attachment is None:
            return NOTHING_HANDED
        attachment = heard.said.attachment
        before = again.handed if again else Handed(await self.attachments.intake(ctx, attachment))
        stored = await self.attachments.store(ctx, attachment, before.intake.kinds)
        return before.with_another(stored)

    async def _show(self, heard: Heard, ctx: Context, turn: Turn) -> None:
        """What is private never stands where others read."""
        voice, event = self.front.voice(ctx, turn), heard.said.event
        if not heard.private and isinstance(turn, Reply) and not turn.private:
            lines = reply_lines(turn, in_room(voice, self.me.prefix), None)
            await self.sender.answer(event, lines, heard.spot)
            return
        here, lines = Spot(ctx.place.room, ctx.place.thread, event), turn_lines(turn, voice)
        shown = await self.sender.answer(event, lines, here)
        offered = await self._offered(ctx, turn, lines)
        self.offers.keep(heard.said.sender, here.room, shown, offered)
        if shown:
            await self.sender.react(here.room, shown[-1], offered)
        if heard.private:
            await patiently(lambda: self.rooms.keep_direct(heard.said.sender, here.room))
        else:
            await self.sender.answer(event, spoken(voice, ANSWERED_IN_PRIVATE), heard.spot)

    async def _offered(self, ctx: Context, turn: Turn, lines: Sequence[Line]) -> Sequence[Line]:
        """What may be chosen by a reaction: where nothing unsealed is obeyed, only what carries nothing out."""
        if not await self._is_encrypted(ctx.place.room):
            return lines
        harmless = await harmless_numbers(self.front.conversation, ctx, turn)
        return [line for line in lines if line.number in harmless]

    async def _say(self, heard: Heard, message: Message) -> None:
        """A sentence that everybody may read, where the message stood."""
        said = heard.said
        ctx = await self.front.context(address(said.sender), Place(PLATFORM, said.room))
        lines = spoken(self.front.voice(ctx), message)
        await self.sender.answer(said.event, lines, heard.spot)
