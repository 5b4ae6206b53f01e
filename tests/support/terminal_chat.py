"""Talks to the bot through the terminal's own adapter."""

from __future__ import annotations

from dataclasses import dataclass, field

from bot.app import assemble
from bot.terminal.inbox import Inboxes, Shown
from bot.terminal.render import plain
from bot.terminal.stage import Heard, Stage
from chat.dialogue import Ask, Check
from chat.fields import Field, File, Search
from chat.message import Reply
from tests.support.chats import all_asked, may_end
from tests.support.papers import handed_in
from tests.support.world import World


def text_of(shown: Shown) -> str:
    return "\n".join(plain(shown.lines))


@dataclass
class TerminalChat:
    """Implements ``Chat``; ``inboxes`` are people's screens, which stay when the bot is restarted."""

    world: World
    inboxes: Inboxes = field(default_factory=Inboxes)
    stage: Stage = field(init=False)
    _numbers: dict[str, set[int]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self._open()

    async def say(self, person: str, text: str) -> str:
        return text_of((await self._heard(person, text)).shown)

    async def press(self, person: str, run: str) -> str:
        ctx = await self.stage.context(person)
        talk = await self.stage.assistant.front.conversation.talk(ctx)
        assert run in talk.choices, f"{run} is not offered, only {talk.choices}"
        number = talk.choices.index(run) + 1
        assert number in self._numbers[person], f"{person} was not shown {number}"
        return await self.say(person, str(number))

    async def fill(self, person: str, command: str, **answers: str) -> str:
        given = {name.replace("__", "."): text for name, text in answers.items()}
        heard, asked = await self._heard(person, command), list[Field]()
        while isinstance(heard.turn, Ask) and heard.turn.problem is None:
            asked.append(heard.turn.field)
            heard = await self._answered(person, heard.turn, given)
        if isinstance(heard.turn, Check) and heard.turn.problem is None:
            values = [ending.value for ending in heard.turn.endings]
            number = values.index(given.get("ending", values[0])) + 1
            heard = await self._heard(person, str(number))
        if isinstance(heard.turn, Reply) and not (asked and may_end(asked[-1])):
            all_asked(command, given, [field.name for field in asked], text_of(heard.shown))
        return text_of(heard.shown)

    async def send(self, person: str, file: str) -> str:
        return await self.say(person, await self.stage.store(person, *handed_in(file)))

    async def inbox(self, person: str) -> list[str]:
        messages = [shown for shown in self.inboxes.open(person) if not shown.anew]
        for shown in messages:
            self._numbers.setdefault(person, set()).update(_numbers(shown))
        return [text_of(shown) for shown in messages]

    async def standing(self, person: str) -> str:
        return "\n".join(text_of(each) for each in self.inboxes.all_of(person) if each.unasked)

    async def room(self, room: str) -> list[str]:
        return [text_of(shown) for shown in self.inboxes.open(room)]

    async def say_in_room(self, person: str, room: str, text: str) -> str:
        shown = await self.stage.say_in_room(person, room, text)
        return "\n".join(text_of(each) for each in shown if each.reader == person)

    async def settle(self) -> None:
        await self.stage.delivered()

    async def restart(self) -> None:
        assistant = self.world.assistant
        await assistant.close()
        self.world.assistant = assemble(assistant.config, self.world.clock)
        self._open()

    def _open(self) -> None:
        self.stage = Stage(self.world.assistant, self.inboxes)
        self.stage.open()

    async def _heard(self, person: str, text: str) -> Heard:
        heard = await self.stage.hear(person, text)
        await self.stage.delivered()
        self._numbers[person] = _numbers(heard.shown)
        return heard

    async def _answered(self, person: str, ask: Ask, given: dict[str, str]) -> Heard:
        field, answer = ask.field, given.get(ask.field.name)
        if not answer:
            assert not field.required, f"{field.name} has to be answered"
            return await self._heard(person, "skip")
        if isinstance(field, File):
            answer = await self.stage.store(person, *handed_in(answer))
        heard = await self._heard(person, answer)
        if isinstance(field, Search) and isinstance(heard.turn, Ask) and heard.turn.options:
            return await self._heard(person, "1")
        return heard


def _numbers(shown: Shown) -> set[int]:
    return {line.number for line in shown.lines if line.number}
