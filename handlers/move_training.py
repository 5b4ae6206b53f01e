"""Change a training: whoever has enrolled is told once, unless only the seats are others."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time
from zoneinfo import ZoneInfo

from chat.chapters import Chapter
from chat.command import Command
from chat.context import Context
from chat.fields import Answers, Choices, Field, Option
from chat.form import Branch, Form
from chat.message import Card, Reply, Tone, say
from core.text import Message, Named, msg, msgs, words
from core.training_plans import plan_of
from core.trainings import Plan, Training, TrainingId
from handlers._training_fields import (
    languages_field,
    minutes_field,
    place_field,
    seats_field,
    starts_at,
    title_fields,
    when_fields,
)
from handlers._trainings import changing_training, changing_training_field, running, when_and_where


@dataclass(frozen=True, slots=True)
class Moved:
    training: str
    what: tuple[str, ...]
    ending: str
    day: date | None = None
    hour: time | None = None
    minutes: int | None = None
    place: str | None = None
    seats: int | None = None
    title: dict[str, str | None] | None = None
    languages: tuple[str, ...] | None = None


async def move_training(ctx: Context, moved: Moved) -> Reply:
    before = await changing_training(ctx, TrainingId(int(moved.training)))
    plan = _changed(ctx, before, moved)
    after, told = await running(ctx.services).move(ctx.person, before.id, plan)
    card = Card(
        title=msg("From now on: {title}", title=after.titles),
        body=(told_of(told),),
        facts=tuple(when_and_where(after)),
    )
    return say(card, tone=Tone.GOOD)


def _changed(ctx: Context, before: Training, moved: Moved) -> Plan:
    """What was left out stays as it is."""
    plan = plan_of(before)
    return replace(
        plan,
        starts=_starts(ctx, before, moved),
        minutes=moved.minutes or plan.minutes,
        place=moved.place or plan.place,
        seats=moved.seats or plan.seats,
        titles=_titles(plan, moved.title or {}),
        languages=moved.languages or plan.languages,
    )


def _titles(plan: Plan, given: Mapping[str, str | None]) -> Named:
    return Named({**plan.titles.names, **{code: name for code, name in given.items() if name}})


def _starts(ctx: Context, before: Training, moved: Moved) -> datetime:
    if moved.day is None and moved.hour is None:
        return before.starts
    local = before.starts.astimezone(ZoneInfo(ctx.time_zone))
    day = moved.day or local.date()
    return starts_at(ctx, day, local.time() if moved.hour is None else moved.hour)


def told_of(told: int) -> Message:
    if not told:
        return msg("Nobody had to be told.")
    return msgs(
        "One person has enrolled and is told.", "{n} people have enrolled and are told.", told
    )


async def _fields(ctx: Context, answers: Answers) -> Sequence[Field]:
    training = await changing_training(ctx, TrainingId(int(answers["training"])))
    fields = {
        _WHEN: when_fields(ctx, training),
        _LONG: (minutes_field(training),),
        _WHERE: (place_field(training),),
        _SEATS: (seats_field(training),),
        _TITLE: title_fields(ctx, training),
        _LANGUAGES: (languages_field(training),),
    }
    wanted = _WHAT.value(answers["what"])
    return [field for part in wanted for field in fields[part]]


_WHEN, _LONG, _WHERE = "when", "long", "where"
_SEATS, _TITLE, _LANGUAGES = "seats", "title", "languages"
_WHAT = Choices(
    "what",
    msg("What changes?"),
    (
        Option(_WHEN, msg("The day or the hour")),
        Option(_WHERE, msg("The place")),
        Option(_LONG, msg("How long it takes")),
        Option(_SEATS, msg("The number of seats")),
        Option(_TITLE, msg("The title")),
        Option(_LANGUAGES, msg("The languages")),
    ),
    msg("Whoever has enrolled is told once. Of seats alone nobody is told: who waits may move up."),
    why=msg("You are asked only for what is other than it was."),
)


COMMAND = Command(
    name="move training",
    words=words("move training | change training | reschedule training"),
    summary=msg("Change a training that you run"),
    form=Form(
        title=msg("Change a training"),
        fields=(changing_training_field(), _WHAT, Branch(("training", "what"), _fields)),
        into=Moved,
        endings=(Option("move", msg("Yes, like this")),),
    ),
    run=move_training,
    chapter=Chapter.HELP,
)
