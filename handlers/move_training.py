"""Change when, where or for how many a training is: whoever has enrolled is told once of another time or place."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time
from zoneinfo import ZoneInfo

from chat.chapters import Chapter
from chat.command import Command
from chat.context import Context
from chat.fields import Answers, Field, Option
from chat.form import Branch, Form
from chat.message import Card, Reply, Tone, say
from core.text import Message, msg, msgs, words
from core.training_plans import Plan, plan_of
from core.trainings import Training, TrainingId
from handlers._training_fields import seats_field, starts_at, time_fields
from handlers._trainings import changing_training, changing_training_field, running, when_and_where


@dataclass(frozen=True, slots=True)
class Moved:
    training: str
    ending: str
    day: date | None = None
    hour: time | None = None
    minutes: int | None = None
    place: str | None = None
    seats: int | None = None


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
    )


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
    return (*time_fields(ctx, training), seats_field(training))


COMMAND = Command(
    name="move training",
    words=words("move training | change training | reschedule training"),
    summary=msg("Move a training that you run"),
    form=Form(
        title=msg("Move a training"),
        fields=(changing_training_field(), Branch(("training",), _fields)),
        into=Moved,
        endings=(Option("move", msg("Yes, like this")),),
    ),
    run=move_training,
    chapter=Chapter.HELP,
)
