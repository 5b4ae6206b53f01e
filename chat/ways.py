"""What can be written while a form is open, and how that is explained."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from chat.command import Command
from chat.context import Context
from chat.courtesy import is_said
from chat.dialogue import Ask, Check, Dialogue, Next, upcoming
from chat.ear import number_in
from chat.fields import YES, Answers, Choice, Choices, Field, Option
from chat.form import Form, Resolved
from core.text import Message, msg


def chosen_number(said: str, ctx: Context, endings: Sequence[Option], last: int) -> int | None:
    """The number of what is chosen at the end, which an ending's words stand for too."""
    named = (n for n, e in enumerate(endings, 1) if e.is_meant(said, ctx.hearing))
    return number_in(said, last) or next(named, None)


def hit_number(said: str, ctx: Context, shown: int) -> int | None:
    """The number of a search's hit; where there is one only, "yes" means it."""
    if shown == 1 and is_said(YES.value, YES.label, said, ctx.hearing):
        return 1
    return number_in(said, shown)


async def skips(ctx: Context, form: Form[Any], dialogue: Dialogue, said: str) -> bool:
    """Whether this is the number that leaves the question out."""
    if not said.isdecimal():
        return False
    turn = await upcoming(form, ctx, dialogue)
    number = turn.skipped_by if isinstance(turn, Ask) else None
    return number is not None and number_in(said, number) == number


def choices(turn: Next) -> tuple[Option, ...]:
    match turn:
        case Check(endings=endings):
            return endings
        case Ask(field=Choice(options=options) | Choices(options=options)):
            return options
        case _:
            return ()


def explained(
    command: Command[Any], resolved: Resolved, answers: Answers, wanted: Field
) -> Message:
    """Why this is asked, what a good answer looks like, what comes next, and the words that work here."""
    return msg(
        "{why} {good} {next} {ways}",
        why=wanted.why or msg("This belongs to: {form}.", form=command.form.title),
        good=wanted.good,
        next=_next(command, resolved, answers, wanted),
        ways=_NEEDED if wanted.required else _OPTIONAL,
    )


def explained_check(command: Command[Any]) -> Message:
    """The same, where all that was asked is answered."""
    first = command.form.endings[0].label if command.form.endings else command.form.title
    return msg(
        "These are your answers. Nothing has happened yet: it does when you choose **{ending}**. The number of an "
        "answer lets you change it. {ways}",
        ending=first,
        ways=_NEEDED,
    )


def _next(command: Command[Any], resolved: Resolved, answers: Answers, wanted: Field) -> Message:
    more = any(f.name != wanted.name for f in resolved.open(answers))
    if command.form.endings:
        return _THEN_CHECKED if more or not resolved.complete else _LAST_CHECKED
    if more:
        return msg("More questions follow.")
    if not resolved.complete:
        return msg("It depends on your answer whether more questions follow.")
    if command.effect:
        return msg("It is the last question: with your answer it is done.")
    return msg("It is the last question: with your answer I show what I found.")


_THEN_CHECKED = msg(
    "More questions follow; at the end you see all answers before anything happens."
)
_LAST_CHECKED = msg("It is the last question: then you see all answers before anything happens.")
_NEEDED = msg(
    "Write `back` for the question before, `later` to go on another time, `cancel` to stop."
)
_OPTIONAL = msg(
    "Write `skip` to leave this question out, `back` for the question before, "
    "`later` to go on another time, `cancel` to stop."
)
