"""A form being filled in: every turn ends by keeping where it stands."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from chat.command import Command
from chat.context import Context
from chat.dialogue import (
    BACK,
    CANCEL,
    HELP,
    KEEP,
    LATER,
    SKIP,
    Ask,
    Check,
    Dialogue,
    Filled,
    Next,
    Talk,
    Turn,
    answered,
    asked,
    before,
    upcoming,
)
from chat.dispatcher import Dispatcher
from chat.fields import Answers, Choice, Choices, Field, Option, Search
from chat.form import ENDING, InvalidForm, Resolved, heard, heard_all
from chat.message import Button, Card, problem, say
from core.errors import UserError
from core.text import Message, msg

_MOST_ASIDE = 5


@dataclass(frozen=True, slots=True)
class Page:
    """Questions a platform can show on one sheet; ``check`` instead when all are answered."""

    title: Message
    fields: tuple[Field, ...]
    answers: Answers
    check: Check | None
    more: bool


@dataclass(frozen=True, slots=True)
class Wrong:
    """What does not hold, by the question's name; everything else is kept."""

    problems: Mapping[str, Message] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Filling:
    """One form being filled in; every turn ends by keeping where it stands."""

    dispatcher: Dispatcher
    keep: Callable[[Context, Talk], Awaitable[None]]
    ctx: Context
    talk: Talk
    dialogue: Dialogue
    command: Command[Any]

    async def hear(self, said: str) -> Turn:
        ctx, form = self.ctx, self.command.form
        resolved = await form.resolve(ctx, self.dialogue.answers)
        wanted = asked(resolved, self.dialogue)
        moved = await self._moved(said, resolved, wanted)
        if moved is not None:
            return moved
        if wanted is None:
            return await self._checked(said, resolved)
        if isinstance(wanted, Search):
            return await self._searched(wanted, said)
        try:
            answer = await heard(wanted, said, ctx, self.dialogue.answers)
        except UserError as error:
            return await self.go(problems={wanted.name: error.message})
        return await self._with(answered(self.dialogue, wanted.name, answer)).go()

    async def offers(self, said: str) -> bool:
        """Whether this is something to be chosen just now, though it may be a command too."""
        choices = _choices(await upcoming(self.command.form, self.ctx, self.dialogue))
        return any(self.ctx.hearing.same(said, option.label) for option in choices)

    async def page(self) -> Page:
        """Every open question up to the next branch; at the end, the answers to be checked."""
        resolved = await self.command.form.resolve(self.ctx, self.dialogue.answers)
        again = resolved.field(self.dialogue.asking) if self.dialogue.asking else None
        fields = (again,) if again else _open(resolved, self.dialogue)
        turn = await upcoming(self.command.form, self.ctx, self.dialogue)
        return Page(
            title=self.command.form.title,
            fields=fields,
            answers=self.dialogue.answers,
            check=turn if isinstance(turn, Check) else None,
            more=not resolved.complete or bool(self.command.form.endings),
        )

    async def fill(self, said: Answers) -> Turn | Wrong:
        resolved = await self.command.form.resolve(self.ctx, self.dialogue.answers)
        earlier = {**self.dialogue.answers}
        good, wrong = await heard_all(resolved.fields, said, self.ctx, earlier)
        answers = {**earlier, **good}
        if ENDING in said and not wrong:
            answers[ENDING] = said[ENDING]
        filled = self._with(replace(self.dialogue, answers=answers, asking=None, hits=()))
        if not wrong:
            return await filled.go()
        await filled._keep(filled.dialogue)
        return Wrong(wrong)

    async def go(self, problems: Mapping[str, Message] | None = None) -> Turn:
        """Ask what comes next, or finish."""
        wrong = dict(problems or {})
        if wrong:
            first = next(iter(wrong))
            opened = self._with(replace(self.dialogue, asking=first))
            return await opened._say(wrong[first])
        return await self._say(None)

    async def _say(self, wrong: Message | None) -> Turn:
        turn = await upcoming(self.command.form, self.ctx, self.dialogue)
        if isinstance(turn, Filled):
            return await self._finish()
        await self._keep(self.dialogue)
        return replace(turn, problem=wrong) if wrong else turn

    async def _moved(self, said: str, resolved: Resolved, wanted: Field | None) -> Turn | None:
        """The words that work at every question."""
        same = self.ctx.hearing.same
        if same(said, CANCEL):
            await self._keep(None)
            return say(msg("Stopped. Nothing was sent."))
        if same(said, LATER):
            return await self._put_aside()
        if same(said, BACK):
            previous = before(resolved, self.dialogue) or wanted
            name = previous.name if previous else None
            return await self._with(replace(self.dialogue, asking=name, hits=())).go()
        if same(said, HELP):
            return await self._say(_explained(wanted))
        return await self._passed(said, wanted)

    async def _passed(self, said: str, wanted: Field | None) -> Turn | None:
        if wanted is None:
            return None
        same = self.ctx.hearing.same
        if same(said, KEEP) and wanted.name in self.dialogue.answers:
            return await self._with(replace(self.dialogue, asking=None, hits=())).go()
        if same(said, SKIP):
            if wanted.required:
                needed = msg(
                    "This question cannot be skipped. Write `later` to go on another time."
                )
                return await self.go(problems={wanted.name: needed})
            return await self._with(answered(self.dialogue, wanted.name, "")).go()
        return None

    async def _searched(self, wanted: Search, said: str) -> Turn:
        hits = self.dialogue.hits
        if said.strip().isdecimal() and 1 <= int(said) <= len(hits):
            return await self._with(answered(self.dialogue, wanted.name, hits[int(said) - 1])).go()
        found = await wanted.find(self.ctx, self.dialogue.answers, said)
        if not found:
            nothing = msg("I found nothing for `{said}`. Please try other words.", said=said[:60])
            return await self.go(problems={wanted.name: nothing})
        values = tuple(option.value for option in found)
        return await self._with(replace(self.dialogue, asking=wanted.name, hits=values)).go()

    async def _checked(self, said: str, resolved: Resolved) -> Turn:
        """At the end: choose an ending, or an answer to change."""
        endings = self.command.form.endings
        chosen = _ending(said, self.ctx, [option.label for option in endings])
        if chosen is not None and chosen < len(endings):
            value = endings[chosen].value
            return await self._with(answered(self.dialogue, ENDING, value)).go()
        if chosen is not None and chosen - len(endings) < len(resolved.fields):
            name = resolved.fields[chosen - len(endings)].name
            return await self._with(replace(self.dialogue, asking=name)).go()
        return await self._say(
            msg("Please write a number from 1 to {last}.", last=len(endings) + len(resolved.fields))
        )

    async def _finish(self) -> Turn:
        try:
            reply = await self.dispatcher.submit(self.ctx, self.command, self.dialogue.answers)
        except InvalidForm as invalid:
            return await self._without_ending().go(problems=invalid.problems)
        except UserError as error:
            if self.command.form.endings:
                return await self._without_ending()._say(error.message)
            reply = problem(error.message)
        runs = tuple(button.run for button in reply.buttons())
        await self.keep(self.ctx, replace(self.talk, dialogue=None, choices=runs))
        return reply

    def _without_ending(self) -> Filling:
        answers = {n: a for n, a in self.dialogue.answers.items() if n != ENDING}
        return self._with(replace(self.dialogue, answers=answers))

    async def _put_aside(self) -> Turn:
        talk = put_aside(replace(self.talk, dialogue=self.dialogue))
        await self.keep(self.ctx, replace(talk, choices=("continue",)))
        return say(
            Card(
                title=msg("Your answers are kept."),
                body=(msg("Write `continue` when you want to go on. `my tasks` shows it too."),),
                actions=(Button(msg("Continue"), "continue"),),
            )
        )

    def _with(self, dialogue: Dialogue) -> Filling:
        return replace(self, dialogue=dialogue)

    async def _keep(self, dialogue: Dialogue | None) -> None:
        await self.keep(self.ctx, replace(self.talk, dialogue=dialogue, choices=()))


def put_aside(talk: Talk) -> Talk:
    if talk.dialogue is None:
        return talk
    aside = (*talk.aside, replace(talk.dialogue, hits=()))[-_MOST_ASIDE:]
    return replace(talk, dialogue=None, aside=aside)


def _open(resolved: Resolved, dialogue: Dialogue) -> tuple[Field, ...]:
    return tuple(f for f in resolved.fields if f.name not in dialogue.answers)


def _ending(said: str, ctx: Context, labels: list[Message]) -> int | None:
    if said.strip().isdecimal() and int(said) >= 1:
        return int(said) - 1
    return next((n for n, label in enumerate(labels) if ctx.hearing.same(said, label)), None)


def _choices(turn: Next) -> tuple[Option, ...]:
    match turn:
        case Check(endings=endings):
            return endings
        case Ask(field=Choice(options=options) | Choices(options=options)):
            return options
        case _:
            return ()


def _explained(wanted: Field | None) -> Message:
    """What to do at this question, and the words that work at it."""
    ways = _OPTIONAL if wanted is not None and not wanted.required else _NEEDED
    if wanted is not None and wanted.hint is not None:
        return msg("{hint} {ways}", hint=wanted.hint, ways=ways)
    return ways


_NEEDED = msg(
    "Write `back` for the question before, `later` to go on another time, `cancel` to stop."
)
_OPTIONAL = msg(
    "Write `skip` to leave this question out, `back` for the question before, "
    "`later` to go on another time, `cancel` to stop."
)
