"""What can be written while a form is open, and how that is explained."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from chat.context import Context
from chat.courtesy import is_said
from chat.dialogue import Ask, Check, Dialogue, Next, upcoming
from chat.ear import number_in
from chat.fields import YES, Choice, Choices, Field, Option
from chat.form import Form
from core.text import Message, msg


def chosen_number(said: str, ctx: Context, endings: Sequence[Option], last: int) -> int | None:
    """The number of what is chosen at the end, which an ending's words stand for too."""
    named = (n for n, e in enumerate(endings, 1) if ctx.hearing.same(said, e.label))
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


def explained(wanted: Field | None) -> Message:
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
