"""Plays a script on a stage and writes down everything that is shown, line by line with its reader."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field

from bot.i18n import SOURCE
from bot.terminal import files
from bot.terminal.cast import Cast
from bot.terminal.clock import HandClock, moved
from bot.terminal.inbox import Shown
from bot.terminal.render import plain
from bot.terminal.script import Attach, Expect, Failed, Move, Numbered, Say, Step
from bot.terminal.stage import Stage, pass_time
from core.errors import UserError
from core.references import read_reference
from core.text import msg

ZONE = "Europe/Riga"
_REFERENCE = "{reference}"
_SPACE = re.compile(r"\s+")

Write = Callable[[str], None]


@dataclass
class Play:
    """``mishaps`` tells what the bot itself has logged as an error since it was last asked."""

    stage: Stage
    clock: HandClock
    cast: Cast
    write: Write
    mishaps: Callable[[], Sequence[str]] = tuple
    _reference: str | None = field(default=None, init=False)
    _since: dict[str, list[str]] = field(default_factory=dict, init=False)
    _last: dict[str, list[str]] = field(default_factory=dict, init=False)

    async def perform(self, steps: Sequence[Numbered]) -> None:
        """Raises ``Failed``; nothing is played while a line names somebody unknown."""
        for each in steps:
            self._check_names(each)
        for each in steps:
            await self._perform(each)

    def _check_names(self, each: Numbered) -> None:
        step, cast = each.step, self.cast
        match step:
            case Say() | Attach() if not cast.player(step.who):
                raise _failed(each, f"There is no {step.who}. People: {', '.join(cast.players)}.")
            case Say() if step.room and not cast.room(step.room):
                raise _failed(each, f"There is no {step.room}. Rooms: {', '.join(cast.rooms)}.")
            case Expect() if not cast.reader(step.reader):
                known = ", ".join((*cast.players, *cast.rooms))
                raise _failed(each, f"There is no {step.reader}. People and rooms: {known}.")

    async def _perform(self, each: Numbered) -> None:
        try:
            await self._step(each.step)
        except (Wrong, UserError) as error:
            raise _failed(each, _why(self.stage, error)) from error
        except BrokenPipeError:
            raise
        except Exception as error:
            raise _failed(each, f"The bot broke: {type(error).__name__}: {error}") from error
        if mishaps := self.mishaps():
            raise _failed(each, "The bot broke: " + "; ".join(mishaps))

    async def _step(self, step: Step) -> None:
        match step:
            case Say():
                await self._say(step)
            case Attach():
                await self._attach(step)
            case Move():
                await self._move(step)
            case Expect():
                self._expect(step)

    async def _say(self, step: Say) -> None:
        self._since.clear()
        who, room = _known(self.cast.player(step.who)), step.room and self.cast.room(step.room)
        text = self._filled(step.text)
        if room:
            self.write(f"{who} in {room}> {text}".rstrip())
            self._show(await self.stage.say_in_room(who, room, text))
        else:
            self.write(f"{who}> {text}".rstrip())
            self._show(await self.stage.say(who, text))

    async def _attach(self, step: Attach) -> None:
        """What is refused is told, as it is to somebody who plays by hand."""
        self._since.clear()
        who = _known(self.cast.player(step.who))
        self.write(f"{who}> /attach {step.path}")
        try:
            name, data = files.read(step.path, self.stage.assistant.config.limits.attachment_bytes)
            said = await self.stage.store(who, name, data)
        except UserError as error:
            self._show([await self.stage.told(who, error.message)])
        else:
            self._show(await self.stage.say(who, said))

    async def _move(self, step: Move) -> None:
        self._since.clear()
        self.write(f"clock> {step.to}")
        to = moved(step.to, self.clock.now(), ZONE)
        async for shown in pass_time(self.stage, self.clock, to):
            self._show([shown])
        voice = self.stage.assistant.languages.voice(SOURCE, ZONE)
        now = voice.text(msg("{moment}", moment=self.clock.now()))
        self.write(f"[clock] {now} ({ZONE})")

    def _expect(self, step: Expect) -> None:
        reader, wanted = _known(self.cast.reader(step.reader)), _bare(self._filled(step.text))
        seen = _seen(self._since.get(reader, ()))
        if step.shown and wanted not in seen and wanted not in _seen(self._last.get(reader, ())):
            raise Wrong(f"{reader} was not shown it; shown was: {seen or 'nothing'}")
        if not step.shown and wanted in seen:
            raise Wrong(f"{reader} was shown it: {seen}")

    def _show(self, messages: Iterable[Shown]) -> None:
        for shown in messages:
            lines = plain(shown.lines)
            if shown.unasked:
                lines.insert(0, shown.voice.text(msg("{moment}", moment=shown.at)))
            for line in lines:
                self._reference = read_reference(line) or self._reference
                self.write(f"[{shown.reader}] {line}".rstrip())
            self.stage.inboxes.mark_read([shown.reader])
            self._since.setdefault(shown.reader, []).extend(lines)
            self._last[shown.reader] = lines

    def _filled(self, text: str) -> str:
        if _REFERENCE not in text:
            return text
        if self._reference is None:
            raise Wrong("No reference of a request has been shown yet.")
        return text.replace(_REFERENCE, self._reference)


class Wrong(Exception):
    """What a line asks for does not hold; ``str()`` says why."""


def _failed(each: Numbered, why: str) -> Failed:
    return Failed(each.number, each.line, why)


def _why(stage: Stage, error: Wrong | UserError) -> str:
    if isinstance(error, UserError):
        return stage.assistant.languages.voice(SOURCE, ZONE).text(error.message)
    return str(error)


def _known(id: str | None) -> str:
    assert id is not None, "names are checked before the play begins"
    return id


def _seen(lines: Iterable[str]) -> str:
    return _bare(" ".join(lines))


def _bare(text: str) -> str:
    return _SPACE.sub(" ", text).strip()
