"""Where people are played in the terminal: they speak, they hand in files, and each gets to see their own."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from datetime import datetime

from bot.app import Assistant
from bot.daily import next_night
from bot.lines import Kind, Line, reply_lines, turn_lines
from bot.terminal.channel import TerminalChannel, private_place
from bot.terminal.clock import HandClock
from bot.terminal.inbox import PLATFORM, Inboxes, Shown, address
from chat.attaching import NO_FILE_WANTED, keep
from chat.context import Context
from chat.dialogue import Ask, Turn
from chat.fields import File
from chat.intake import Handed
from chat.message import Reply
from core.errors import UserError
from core.text import Message, msg

EXPLICIT = "!"


class NoProgress(Exception):
    """Something stays due although the mailman has just been."""


@dataclass(frozen=True, slots=True)
class Heard:
    shown: Shown
    turn: Turn


@dataclass(frozen=True, slots=True)
class Stage:
    """The terminal as a platform: its adapter for what comes in, its inboxes for what goes out."""

    assistant: Assistant
    inboxes: Inboxes = field(default_factory=Inboxes)

    def open(self) -> None:
        """From now on, what is said unasked comes here."""
        channel = TerminalChannel(self.assistant.front, self.inboxes)
        self.assistant.mailman.channels[PLATFORM] = channel

    async def context(self, person: str, room: str = "") -> Context:
        return await self.assistant.front.context(address(person), private_place(person, room))

    async def hear(self, person: str, text: str, room: str = "") -> Heard:
        """Answer one person, in private; ``room``: where it was said."""
        front, ctx = self.assistant.front, await self.context(person, room)
        explicit, said = text.startswith(EXPLICIT), text.removeprefix(EXPLICIT)
        turn = await front.conversation.hear(ctx, said, explicit=explicit)
        voice = front.voice(ctx, turn)
        lines = turn_lines(turn, voice)
        if isinstance(turn, Ask) and isinstance(turn.field, File):
            lines.append(Line(Kind.HINT, voice.spans(_HOW_TO_ATTACH)))
        shown = Shown(person, tuple(lines), self._now(), voice)
        self.inboxes.answered(shown)
        return Heard(shown, turn)

    async def say(self, person: str, text: str) -> list[Shown]:
        """The answer, and what others are told because of it."""
        heard = await self.hear(person, text)
        return [heard.shown, *await self.delivered()]

    async def say_in_room(self, person: str, room: str, text: str) -> list[Shown]:
        """Answered in private, unless the answer is for the whole room."""
        heard = await self.hear(person, text, room)
        if isinstance(heard.turn, Reply) and not heard.turn.private:
            voice = heard.shown.voice
            lines = reply_lines(heard.turn, voice, first=None)
            self.inboxes.put(Shown(room, tuple(lines), self._now(), voice))
            return await self.delivered()
        return [heard.shown, *await self.delivered()]

    async def store(self, person: str, name: str, data: bytes) -> str:
        """Keep a file; what to say to hand it in. Raises ``UserError``."""
        ctx = await self.context(person)
        intake = await self.assistant.front.conversation.intake(ctx)
        if intake is None or not intake.takes(name):
            raise UserError(NO_FILE_WANTED)
        return Handed(intake, (await keep(ctx.services, name, data, intake.kinds),)).words

    async def told(self, person: str, problem: Message) -> Shown:
        """What the terminal itself has to say, in the person's language."""
        voice = self.assistant.front.voice(await self.context(person))
        return Shown(person, (Line(Kind.PROBLEM, voice.spans(problem)),), self._now(), voice)

    async def delivered(self) -> list[Shown]:
        """What has come for anybody, once everything due has been sent."""
        await self.assistant.mailman.run_due()
        return self.inboxes.fresh()

    def _now(self) -> datetime:
        return self.assistant.clock.now()


async def pass_time(stage: Stage, clock: HandClock, to: datetime) -> AsyncIterator[Shown]:
    """Move the assistant's clock: each message comes at its own instant, in order, and no night is left out."""
    while (night := next_night(clock.now())) <= to:
        async for shown in _until(stage, clock, night):
            yield shown
        await stage.assistant.custodian.round()
        await stage.assistant.stewards.round()
    async for shown in _until(stage, clock, to):
        yield shown


async def _until(stage: Stage, clock: HandClock, to: datetime) -> AsyncIterator[Shown]:
    for shown in await stage.delivered():
        yield shown
    while (due := await stage.assistant.mailroom.next_due()) and due <= to:
        if due <= clock.now():
            raise NoProgress(f"what was due at {due} stays due")
        clock.move(due)
        for shown in await stage.delivered():
            yield shown
    clock.move(to)


_HOW_TO_ATTACH = msg("In this terminal, write `/attach` and the path of the file.")
