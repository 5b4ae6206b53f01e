"""From words to an outcome: find the command, read its arguments, run it, explain what failed."""

from __future__ import annotations

import logging
import uuid
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any, TypeAlias

from chat.command import Command
from chat.context import Context
from chat.fields import Answers, Field, ReferenceField, Search
from chat.form import InvalidForm, Resolved, heard_all
from chat.guests import meant
from chat.message import Button, Card, Reply, Tone, problem, say
from chat.often import asked_often, is_read, may_be_a_question
from chat.practising import OnlyInPractice
from chat.recognition import Exact, Near, Phrases
from chat.registry import Registry
from chat.short_names import only_named, spelled_out
from chat.standing import as_it_stands, refused
from chat.wanting import saying_who_could
from core.errors import UserError
from core.references import read_reference
from core.text import Message, msg

logger = logging.getLogger(__name__)

STRANGERS = "hello"
SHOWING = "show"
TERMS = "terms"
LEARNING = "learn"
_LONGEST_REST = 300
_LONGEST_SAID = 1000
_LEAST_SEARCHED, _MOST_SEARCHED = 3, 100
_LEAST_WORDS = 3


@dataclass(frozen=True, slots=True)
class OpenForm:
    """A command that wants more answers; ``problems`` says what was wrong with those it got.

    ``searched``: words typed for the form's first question, to be looked up at once.
    """

    command: Command[Any]
    answers: Answers
    problems: Mapping[str, Message] = field(default_factory=dict)
    searched: str | None = None


Outcome: TypeAlias = Reply | OpenForm


class Broken(Exception):
    """Something unexpected, already logged; ``reply`` tells the person."""

    def __init__(self, reply: Reply) -> None:
        super().__init__("already logged")
        self.reply = reply


@dataclass(frozen=True, slots=True)
class Dispatcher:
    registry: Registry
    phrases: Phrases

    async def hear(self, ctx: Context, said: str) -> Outcome:
        """Answer typed words. A near miss runs only if it is clear and harmless, and says what it read."""
        if ctx.who is None and not self.phrases.is_exact(said):
            return await self._from_stranger(ctx, said)
        if self.phrases.is_thanks(said):
            return say(msg("You are welcome. Write `my tasks` to see what waits for you."))
        if self.phrases.is_goodbye(said):
            return say(msg("Goodbye. When something waits for you, I will write."))
        recognised = self.phrases.recognise(said)
        if isinstance(recognised, Exact):
            answer = asked_often(ctx, said) if may_be_a_question(recognised) else None
            meant = Exact(self.registry[LEARNING], answer) if answer else recognised
            return await self.start(ctx, meant.command, meant.rest)
        if named := await self._named(ctx, said):
            return named
        if not is_read(recognised) and (answer := asked_often(ctx, said)):
            return await self.start(ctx, self.registry[LEARNING], answer)
        if isinstance(recognised, Near):
            return await self._near(ctx, recognised, said)
        return not_understood(said)

    async def _named(self, ctx: Context, said: str) -> Outcome | None:
        """A request, by a short name and nothing else."""
        try:
            name = await only_named(ctx, said)
        except UserError as error:
            return problem(error.message)
        return await self.start(ctx, self.registry[SHOWING], name) if name else None

    async def call(self, ctx: Context, run: str) -> Outcome:
        """Run a button: a command typed for the user, exact or not at all."""
        recognised = self.phrases.recognise(run)
        if isinstance(recognised, Exact):
            return await self.start(ctx, recognised.command, recognised.rest)
        return not_understood()

    async def start(self, ctx: Context, command: Command[Any], rest: str) -> Outcome:
        if ctx.who is None and not command.anyone:
            return await self._strangers(ctx)
        if ctx.practice and not command.practised:
            return only_real()
        if not (ctx.bound or command.anyone or command.unbound):
            return await self.terms(ctx, f"{command.name} {rest[:_LONGEST_REST]}".strip())
        try:
            if command.of_practice and ctx.practice is None:
                raise OnlyInPractice
            return await self._start(ctx, command, rest)
        except UserError as error:
            return await refused(ctx, error)
        except Broken as broken:
            return broken.reply
        except Exception:
            return broke(f"command {command.name}")

    async def _start(self, ctx: Context, command: Command[Any], rest: str) -> Outcome:
        if not rest and command.form.may_stay_empty:
            return await self._end(ctx, command, {})
        first = await command.form.resolve(ctx, {})
        if first.fields and isinstance(first.fields[0], ReferenceField):
            rest = await spelled_out(ctx, rest)
        typed = command.form.typed(rest, first.fields)
        searched = await _to_search(ctx, first, typed)
        given = {name: text for name, text in typed.items() if name not in searched}
        answers, wrong = await heard_all(first.fields, given, ctx)
        if searched and not wrong:
            return OpenForm(command, answers, wrong, next(iter(searched.values())))
        late = next((f.name for f in first.fields if _is_refused(f, given, wrong)), None)
        if late:
            return await _not_with_this(ctx, wrong[late], given[late])
        resolved = await command.form.resolve(ctx, answers) if answers else first
        if wrong or command.form.endings or not _enough(resolved, answers):
            return OpenForm(command, answers, wrong)
        return await self._end(ctx, command, answers)

    async def _end(self, ctx: Context, command: Command[Any], answers: Answers) -> Outcome:
        """Run it; what then turns out not to hold is asked for again."""
        try:
            return await self.submit(ctx, command, answers)
        except InvalidForm as invalid:
            kept = {n: a for n, a in answers.items() if n not in invalid.problems}
            return OpenForm(command, kept, invalid.problems)

    async def submit(self, ctx: Context, command: Command[Any], answers: Answers) -> Reply:
        """Run a filled form. Raises ``InvalidForm`` for answers to be given again, ``UserError``, ``Broken``."""
        if ctx.who is None and not command.anyone:
            return await self._strangers(ctx)
        resolved = await command.form.resolve(ctx, answers)
        values = command.form.into(**resolved.values(answers))
        try:
            reply = await saying_who_could(ctx, command.run(ctx, values))
            return await ctx.practice.follow(reply) if ctx.practice else reply
        except InvalidForm:
            raise
        except UserError as error:
            if error.field and resolved.field(error.field):
                raise InvalidForm({error.field: error.message}) from error
            raise
        except Exception as error:
            raise Broken(broke(f"command {command.name}")) from error

    async def _near(self, ctx: Context, near: Near, said: str) -> Outcome:
        best = near.meant[0]
        if near.clear and not best.command.effect:
            outcome = await self.start(ctx, best.command, best.rest)
            if isinstance(outcome, Reply):
                read = msg("I read this as **{command}**.", command=best.command.summary)
                return replace(outcome, parts=(read, *outcome.parts))
            return outcome
        buttons = tuple(
            Button(m.command.summary, f"{m.command.name} {m.rest[:_LONGEST_REST]}".strip())
            for m in near.meant
        )
        searched = _search_for(said) if near.inside else ()
        return say(Card(title=msg("Did you mean one of these?"), actions=(*buttons, *searched)))

    async def terms(self, ctx: Context, wanted: str) -> Reply:
        """What has to be agreed to before what was ``wanted``."""
        command = self.registry[TERMS]
        return await command.run(ctx, command.form.into(version=None, wanted=wanted))

    async def _from_stranger(self, ctx: Context, said: str) -> Outcome:
        wanted = None if self.phrases.is_thanks(said) else await meant(ctx, said)
        if wanted is None:
            return await self._strangers(ctx)
        name, typed = wanted
        first = await self.registry[name].form.resolve(ctx, {})
        answers, wrong = await heard_all(first.fields, typed, ctx)
        return OpenForm(self.registry[name], answers, wrong)

    async def _strangers(self, ctx: Context) -> Reply:
        command = self.registry[STRANGERS]
        return await command.run(ctx, command.form.into())


def _is_refused(field: Field, given: Answers, wrong: Mapping[str, Message]) -> bool:
    """Nothing else need be asked of a request with which this cannot be done."""
    named = isinstance(field, ReferenceField) and field.name in wrong
    return named and read_reference(given[field.name]) is not None


async def _not_with_this(ctx: Context, why: Message, typed: str) -> Reply:
    name = read_reference(typed)
    return await as_it_stands(ctx, why, name) if name and ctx.who else problem(why)


async def _to_search(ctx: Context, first: Resolved, typed: Answers) -> Answers:
    """Typed words that name no hit of a search field yet."""
    for each in first.fields:
        if isinstance(each, Search) and each.name in typed:
            text = typed[each.name]
            return {} if await each.pick(ctx, typed, text) else {each.name: text}
    return {}


def _enough(resolved: Resolved, answers: Answers) -> bool:
    return resolved.complete and all(f.name in answers for f in resolved.fields if f.required)


def only_real() -> Reply:
    return say(
        Card(
            title=msg("This cannot be practised"),
            body=(msg("It is about your real account. Leave practice, then write it again."),),
            actions=(Button(msg("Leave practice"), "leave practice"),),
        ),
        tone=Tone.PROBLEM,
    )


def not_understood(said: str = "") -> Reply:
    """``said``: what may be the name of an authority, which many write without a word before it."""
    return say(
        Card(
            title=_too_long(said) or msg("I did not understand that."),
            body=(msg("Write what you want to do, for example `my tasks`, or choose:"),),
            actions=(
                *_asked(said),
                *_search_for(said),
                Button(msg("My tasks"), "my tasks"),
                Button(msg("New request"), "new request"),
                Button(msg("Help"), "help"),
            ),
        )
    )


def _too_long(said: str) -> Message | None:
    if len(said) <= _LONGEST_SAID:
        return None
    return msg(
        "Your text has {length} characters: that is too long here. A long text can be given where a question "
        "asks for one.",
        length=len(said),
    )


def _asked(said: str) -> tuple[Button, ...]:
    """What reads like a question may be one that officials often ask."""
    words = said.split()
    if len(words) < _LEAST_WORDS or len(said) > _MOST_SEARCHED:
        return ()
    return (Button(msg("Look for an answer"), f"learn {' '.join(words)}"),)


def _search_for(said: str) -> tuple[Button, ...]:
    words = " ".join(said.split())
    if not _LEAST_SEARCHED <= len(words) <= _MOST_SEARCHED or not any(map(str.isalpha, words)):
        return ()
    return (Button(msg("Find an authority"), f"find authority {words}"),)


def broke(what: str) -> Reply:
    """The unexpected: logged here with a number that the person can pass on."""
    reference = uuid.uuid4().hex[:8]
    logger.exception("%s failed", what, extra={"reference": reference})
    return say(
        msg(
            "Something went wrong on my side; nothing was changed. Please try again. "
            "If it happens again, tell your helpdesk this number: `{reference}`.",
            reference=reference,
        ),
        tone=Tone.PROBLEM,
    )
