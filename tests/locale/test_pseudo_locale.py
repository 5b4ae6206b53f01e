"""Nothing a reader sees has escaped the catalogues: all of it is said in a language that does not exist."""

from __future__ import annotations

from collections import Counter
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from bot.lines import Line, reply_lines, turn_lines
from chat.context import Place
from chat.desk import Desk
from chat.dialogue import Ask, Check, Turn
from chat.fields import Choice, Choices, Day, ReferenceField, Search
from chat.fields import Field as FormField
from chat.message import Button, Card, Reply, say
from chat.notices import SENTENCES, Occasion, private_notice, room_notice
from core.requests import Reference, State
from core.text import Message, as_written, msg
from tests.locale.catalogues import LOCALE, SPOKEN, parts, voice
from tests.support.post import PostOffice
from tests.support.pseudo import PseudoTranslations, PseudoVoice, escaped, known_texts
from tests.support.world import MovableClock, World, a_world, sqlite_url

REQUEST = "LV-2026-000001"
WRONG = "qqqq"
# An authority, and a colleague of each of the two who speak.
SEARCHED = ("turismo de portugal", "līga", "marta")
MOST_TRIES = 3
LONGEST_BUTTON = 75


@dataclass
class Audience:
    """Hears everything the bot says in the pseudo-language, and collects what escaped it."""

    world: World
    post: PostOffice
    lines: list[Line] = field(default_factory=list)
    buttons: list[Button] = field(default_factory=list)

    @property
    def voice(self) -> PseudoVoice:
        words = {name: command.words for name, command in parts().registry.items()}
        return PseudoVoice("en", "UTC", PseudoTranslations(known_texts(LOCALE)), words)

    async def say(self, person: str, said: str) -> Turn:
        front = self.world.assistant.front
        ctx = await front.context(self.world.address(person), Place("terminal", person))
        turn = await front.conversation.hear(ctx, said)
        self.lines += turn_lines(turn, self.voice)
        if isinstance(turn, Reply):
            self.buttons += turn.buttons()
            self.lines += reply_lines(turn, self.voice, None)
        return turn

    async def fill(self, person: str, said: str, **given: str) -> Turn:
        """A whole form; each question is explained and answered wrongly before it is answered."""
        turn, tried = await self.say(person, said), Counter[str]()
        while isinstance(turn, Ask):
            name = turn.field.name
            tried[name] += 1
            if tried[name] > MOST_TRIES:
                return await self.say(person, "cancel")
            if tried[name] == 1 and name not in given:
                await self.say(person, "help")
                turn = await self.say(person, WRONG)
            else:
                turn = await self._answer(person, turn.field, given.get(name))
        if isinstance(turn, Check):
            await self.say(person, WRONG)
            endings = [ending.value for ending in turn.endings]
            turn = await self.say(person, str(endings.index(given.get("ending", endings[0])) + 1))
        return turn

    async def _answer(self, person: str, asked: FormField, given: str | None) -> Turn:
        match asked:
            case Search():
                for words in SEARCHED:
                    turn = await self.say(person, words)
                    if isinstance(turn, Ask) and turn.options:
                        break
                return await self.say(person, "1")
            case ReferenceField():
                answer = REQUEST
            case Choice() | Choices():
                answer = "1"
            case Day():
                answer = "2026-03-23"
            case _:
                answer = "skip"
        return await self.say(person, given or answer)

    async def settle(self) -> None:
        before = len(self.post.sent)
        await self.world.settle()
        for letter in self.post.sent[before:]:
            self.lines += reply_lines(letter.reply, self.voice, None)

    def hear(self, reply: Reply) -> None:
        self.lines += reply_lines(reply, self.voice, 1)


@pytest.fixture
async def audience(tmp_path: Path) -> AsyncIterator[Audience]:
    world = await a_world(sqlite_url(tmp_path), MovableClock())
    post = PostOffice()
    world.assistant.mailman.channels[post.platform] = post
    yield Audience(world, post)
    await world.assistant.close()


async def asked(audience: Audience) -> None:
    await audience.fill("anna", "new request", ending="send")
    await audience.settle()
    assert audience.post.sent


async def test_p7_every_command_and_its_form_is_translated(audience: Audience) -> None:
    await asked(audience)
    said: dict[str, list[str]] = {}
    for name in parts().registry:
        audience.lines.clear()
        for person in ("anna", "joao"):
            await audience.fill(person, name)
            await audience.say(person, "cancel")
        assert len(audience.lines) > 2, name
        said[name] = escaped(audience.lines)
    assert said == {name: [] for name in said}


async def test_a_form_put_aside_is_translated(audience: Audience) -> None:
    for said in ("new request", "later", "my tasks", "continue", "back", "skip", "my authority"):
        await audience.say("anna", said)
    assert escaped(audience.lines) == []


async def test_a_case_is_translated_in_all_its_states(audience: Audience) -> None:
    await asked(audience)
    for person, said in (
        ("joao", f"show {REQUEST}"),
        ("joao", f"accept {REQUEST} 2026-02-01"),
        ("joao", f"accept {REQUEST} 2026-09-01"),
        ("joao", f"propose date {REQUEST} 2026-03-27"),
        ("anna", f"show {REQUEST}"),
        ("anna", f"keep date {REQUEST}"),
        ("anna", f"agree {REQUEST}"),
        ("joao", f"propose date {REQUEST} 2026-03-30"),
        ("anna", f"agree {REQUEST} 2026-03-31"),
        ("anna", f"agree {REQUEST}"),
        ("marta", f"accept {REQUEST}"),
        ("joao", f"send {REQUEST}"),
        ("anna", f"close {REQUEST}"),
        ("anna", f"accept {REQUEST}"),
        ("tiago", f"show {REQUEST}"),
        ("joao", "my requests"),
    ):
        await audience.say(person, said)
        await audience.say(person, "cancel")
        await audience.settle()
    await audience.fill("joao", f"answer {REQUEST}", ending="save")
    await audience.fill("joao", f"answer {REQUEST}", ending="send")
    await audience.settle()
    for person, said in (("anna", f"close {REQUEST}"), ("anna", f"close {REQUEST}")):
        await audience.say(person, said)
        await audience.settle()
    exchange, anna = audience.world.assistant.services.exchange, audience.world.person("anna")
    case = await exchange.show(anna, Reference(REQUEST))
    assert case.view.state is State.CLOSED
    assert escaped(audience.lines) == []


async def test_a_draft_and_its_withdrawal_are_translated(audience: Audience) -> None:
    await audience.fill("anna", "new request", ending="draft")
    await audience.say("anna", "my tasks")
    await audience.fill("anna", f"withdraw {REQUEST}")
    await audience.say("anna", "my tasks")
    assert escaped(audience.lines) == []


async def test_p7_every_notice_is_translated_in_private_and_in_rooms(audience: Audience) -> None:
    await asked(audience)
    world = audience.world
    services = world.assistant.services
    for person in ("anna", "joao"):
        case = await services.exchange.show(world.person(person), Reference(REQUEST))
        desk = Desk(services.content, {})
        for kind, side in SENTENCES:
            values = {"day": "2026-03-27"}
            occasion = Occasion(kind, side, values)
            audience.hear(private_notice(occasion, case, desk))
            audience.hear(room_notice(occasion, case.view.outline, desk))
    assert len(audience.lines) > 100
    assert escaped(audience.lines) == []


async def test_what_is_sent_at_its_hour_is_translated(audience: Audience) -> None:
    await asked(audience)
    for _week in range(4):
        audience.world.clock.forward(days=7)
        await audience.settle()
    readers = {letter.to.account for letter in audience.post.sent}
    assert {"joao", "lisboa-team"} <= readers
    assert escaped(audience.lines) == []


@pytest.mark.parametrize("person", ["anna", "nobody"])
async def test_what_is_said_without_a_form_is_translated(audience: Audience, person: str) -> None:
    for said in ("help", "find authority qqqqqq", "find authority turismo", "mani uzdvumi", "asdf"):
        await audience.say(person, said)
    assert len(audience.lines) > 20
    assert escaped(audience.lines) == []


@pytest.mark.parametrize("language", SPOKEN)
async def test_every_button_offered_is_short(audience: Audience, language: str) -> None:
    await asked(audience)
    for person, said in (
        ("joao", f"propose date {REQUEST} 2026-12-31"),
        ("anna", f"show {REQUEST}"),
        ("anna", f"agree {REQUEST}"),
        ("joao", "my tasks"),
        ("joao", "my requests"),
        ("joao", "help"),
        ("joao", f"show {REQUEST}"),
    ):
        await audience.say(person, said)
    labels = [voice(language).text(button.label) for button in audience.buttons]
    assert len(labels) > 15
    assert [label for label in labels if len(label) > LONGEST_BUTTON] == []


def test_a_text_that_escaped_is_found() -> None:
    voice = PseudoVoice("en", "UTC", PseudoTranslations(frozenset({"Known {x}.", "{a} and {b}"})))
    bare = Message("Never marked.")
    for part, found in (
        (msg("Known {x}.", x="a value"), False),
        (as_written("somebody's own words"), False),
        (bare, True),
        (msg("Known {x}.", x=bare), True),
        (msg("{a} and {b}", a="Known {x}.", b="a value"), True),
        (Card(title=bare), True),
    ):
        assert bool(escaped(reply_lines(say(part), voice, None))) is found, part
