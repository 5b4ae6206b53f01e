"""One person at the keyboard, playing one official after another."""

from __future__ import annotations

import logging
from collections.abc import Awaitable, Callable, Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from bot.i18n import Voice
from bot.lines import Kind
from bot.terminal import files, slash, welcome
from bot.terminal.cast import Cast
from bot.terminal.clock import HandClock, moved
from bot.terminal.inbox import Shown
from bot.terminal.screen import Screen
from bot.terminal.seen import Seen
from bot.terminal.stage import Stage, pass_time
from bot.terminal.welcome import gap, line
from core.errors import UserError
from core.text import Message, as_written, msg

logger = logging.getLogger(__name__)


@dataclass
class Session:
    """``played`` is who types; ``filling`` while a form asks them something."""

    stage: Stage
    clock: HandClock
    cast: Cast
    screen: Screen
    played: str
    voice: Voice = field(init=False)
    seen: Seen = field(default_factory=Seen, init=False)
    filling: bool = field(default=False, init=False)
    ended: bool = field(default=False, init=False)

    async def begin(self) -> None:
        await self.become(self.played)
        player, languages = self.cast.players[self.played], self.stage.assistant.languages
        self.screen.show(welcome.first_screen(player, self.voice, languages, self.clock.now()))

    async def become(self, person: str) -> None:
        self.played = person
        self.seen.forget_numbers()
        await self._look_up()

    async def take(self, said: str) -> None:
        """One line as typed."""
        if not said.strip():
            return
        self.screen.show([gap()])
        try:
            await self._take(said)
        except UserError as error:
            self._say(Kind.PROBLEM, error.message)
        except Exception:
            logger.exception("the demo could not do this")
            self._say(Kind.PROBLEM, _BROKE)
        await self._look_up()
        self.screen.show([gap()])

    async def _take(self, said: str) -> None:
        steered = slash.read(said)
        if steered is None:
            await self._hear(said)
            return
        word, rest = steered
        if word not in self._steering:
            raise UserError(
                msg("There is no word `/{word}`. Write `/help` to see them all.", word=word)
            )
        await self._steering[word](rest)

    @property
    def _steering(self) -> Mapping[str, Callable[[str], Awaitable[None]]]:
        return {
            "as": self._as,
            "who": self._who,
            "room": self._room,
            "clock": self._clock,
            "attach": self._attach,
            "save": self._save,
            "help": self._help,
            "quit": self._quit,
        }

    async def _hear(self, said: str) -> None:
        heard = await self.stage.hear(self.played, said)
        self.seen.forget_numbers()
        self._see(heard.shown)
        self._receive(await self.stage.delivered())

    async def _as(self, said: str) -> None:
        person = self.cast.player(said)
        if person is None:
            raise UserError(msg("There is nobody called `{said}`. Write `/who`.", said=said[:40]))
        await self.become(person)
        player = self.cast.players[person]
        self._say(Kind.TITLE, welcome.who_you_are(player, self.clock.now()))
        messages = self.stage.inboxes.open(person)
        for shown in messages:
            self._see(shown)
        if not messages:
            self._say(Kind.HINT, msg("There is no new message."))

    async def _who(self, _rest: str) -> None:
        self.screen.show(welcome.people(self.cast, self.voice, self.played))

    async def _room(self, said: str) -> None:
        name, _space, text = said.partition(" ")
        room = self.cast.room(name) or self.cast.room(said)
        if room is None:
            raise UserError(msg("There is no room called `{said}`. Write `/who`.", said=said[:40]))
        if text and self.cast.room(name):
            self._receive(await self.stage.say_in_room(self.played, room, text))
            return
        self._say(Kind.TITLE, as_written(self.cast.rooms[room].name))
        self.stage.inboxes.mark_read([room])
        messages = self.stage.inboxes.all_of(room)
        for shown in messages:
            self._see(shown)
        if not messages:
            self._say(Kind.HINT, msg("Nothing has been written here yet."))

    async def _clock(self, said: str) -> None:
        to = moved(said, self.clock.now(), self.voice.time_zone)
        async for shown in pass_time(self.stage, self.clock, to):
            self._receive([shown], passing=True)
        self._say(Kind.TITLE, msg("It is now {moment}.", moment=self.clock.now()))
        self._signal(self.stage.inboxes.waiting())

    async def _attach(self, said: str) -> None:
        name, data = files.read(said, self.stage.assistant.config.limits.attachment_bytes)
        await self._hear(await self.stage.store(self.played, name, data))

    async def _save(self, said: str) -> None:
        shown = self.seen.document
        if shown is None:
            raise UserError(msg("There is no document on the screen that could be saved."))
        path = files.keep(shown.name, shown.data, Path(said or "."))
        self._say(Kind.TEXT, msg("Saved as `{path}`.", path=str(path)))

    async def _help(self, _rest: str) -> None:
        self.screen.show(welcome.slashes(self.voice, self.stage.assistant.languages))

    async def _quit(self, _rest: str) -> None:
        self.ended = True

    def _receive(self, messages: Iterable[Shown], *, passing: bool = False) -> None:
        """Show what is for the one who is played; of the others' messages, say that they have come."""
        told: set[str] = set()
        for shown in messages:
            if shown.reader == self.played:
                self._see(shown)
                self.stage.inboxes.mark_read([self.played])
            elif passing:
                self.screen.show([welcome.arrival(self.cast, self.voice, shown)])
            else:
                told.add(shown.reader)
        waiting = self.stage.inboxes.waiting()
        self._signal({reader: waiting[reader] for reader in told})

    def _signal(self, waiting: Mapping[str, int]) -> None:
        self.screen.show(welcome.waiting(self.cast, self.voice, waiting))

    def _see(self, shown: Shown) -> None:
        if shown.unasked:
            moment = msg("{moment}", moment=shown.at)
            self.screen.show([line(Kind.HINT, shown.voice, moment)])
        self.screen.show([*shown.lines, gap()] if shown.unasked else shown.lines)
        self.seen.add(shown.lines, own=shown.reader == self.played)

    async def _look_up(self) -> None:
        """In which language the player reads now, and whether a form is open."""
        front, ctx = self.stage.assistant.front, await self.stage.context(self.played)
        talk = await front.conversation.talk(ctx)
        self.voice, self.filling = front.voice(ctx), talk.dialogue is not None

    def _say(self, kind: Kind, message: Message) -> None:
        self.screen.show([line(kind, self.voice, message)])


_BROKE = msg("Something went wrong in this try-out. You can go on, or leave with `/quit`.")
