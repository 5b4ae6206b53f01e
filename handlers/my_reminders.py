"""How one is reminded, as a form; what is left out stays as it is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import time

from chat.chapters import Chapter
from chat.command import Command
from chat.context import Context
from chat.fields import Answers, Choice, Choices, Field, Option
from chat.form import Branch, Form
from chat.message import Reply
from chat.wishes import Hour
from core.habits import Habits
from core.text import Message, msg, msgs, words
from handlers._reminding import changed, habit_facts, wishes_of


@dataclass(frozen=True, slots=True)
class Chosen:
    ending: str
    days: tuple[str, ...] | None = None
    hour: time | None = None
    how: str | None = None
    free: str | None = None
    early: time | None = None
    late: time | None = None


async def my_reminders(ctx: Context, chosen: Chosen) -> Reply:
    days = tuple(int(day) for day in chosen.days) if chosen.days else None
    wish = Habits(
        reply_days_before=tuple(sorted({*days, 0}, reverse=True)) if days else None,
        hour=chosen.hour,
        not_before=chosen.early,
        not_after=chosen.late,
        working_days=None if chosen.free is None else chosen.free == "working",
        single=None if chosen.how is None else chosen.how == "single",
    )
    return await changed(ctx, wish)


async def _fields(ctx: Context, _answers: Answers) -> Sequence[Field]:
    how, days, _arrival, free, quiet, *_away = habit_facts(
        await wishes_of(ctx.services).of(ctx.person)
    )
    return (
        Choices(
            "days",
            msg("How many days before an answer is due should I remind you?"),
            _DAYS,
            _now(days.value),
            required=False,
        ),
        Hour("hour", msg("At what time of day?"), _now(how.value), required=False),
        Choice("how", msg("How should it come?"), _HOW, required=False),
        Choice("free", msg("On Saturdays, Sundays and holidays?"), _FREE, _now(free.value), False),
        Hour("early", msg("Before which hour should I be quiet?"), _now(quiet.value), False),
        Hour("late", msg("From which hour on should I be quiet?"), _now(quiet.value), False),
    )


def _now(value: Message) -> Message:
    return msg("It is now: {value}. Leave this out to keep it.", value=value)


_DAYS = tuple(
    Option(str(n), msgs("one day before", "{n} days before", n)) for n in (1, 2, 3, 5, 7, 10, 14)
)
_HOW = (
    Option("together", msg("All that matters that day in one message")),
    Option("single", msg("Each thing in a message of its own")),
)
_FREE = (
    Option("working", msg("Only what is due that very day")),
    Option("any", msg("Reminders as on any other day")),
)


COMMAND = Command(
    name="my reminders",
    words=words("my reminders | quiet hours | digest"),
    summary=msg("Choose when and how I remind you"),
    form=Form(
        title=msg("My reminders"),
        fields=(Branch((), _fields),),
        into=Chosen,
        endings=(Option("keep", msg("Keep it so")),),
    ),
    run=my_reminders,
    chapter=Chapter.DATES,
)
