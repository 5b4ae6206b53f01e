"""Plan a training: whoever wanted to hear of the next one is told at once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, time

from chat.chapters import Chapter
from chat.command import Command
from chat.context import Context
from chat.fields import Answers, Field, Option
from chat.form import Branch, Form
from chat.message import Reply, Tone, say
from core.people import Role
from core.text import msg, words
from core.training_refusals import NoCoordinator
from core.training_rights import coordinated
from core.trainings import Plan, Roll
from handlers._training_fields import (
    EVERY,
    OWN,
    audience_fields,
    country_fields,
    role_field,
    seats_field,
    starts_at,
    time_fields,
    title_fields,
    titles_of,
)
from handlers._trainings import running, training_card


@dataclass(frozen=True, slots=True)
class Added:
    title: dict[str, str]
    day: date
    hour: time
    minutes: int
    place: str
    languages: tuple[str, ...]
    whom: str
    seats: int
    ending: str
    countries: tuple[str, ...] = ()
    roles: tuple[str, ...] | None = None


async def add_training(ctx: Context, added: Added) -> Reply:
    plan = Plan(
        titles=titles_of(added.title),
        starts=starts_at(ctx, added.day, added.hour),
        minutes=added.minutes,
        place=added.place,
        languages=added.languages,
        countries=await _countries(ctx, added),
        roles=frozenset(map(Role, added.roles or ())),
        seats=added.seats,
    )
    training = await running(ctx.services).add(ctx.person, plan)
    said = msg("The training is planned. Those for whom it is see it with `next training`.")
    return say(said, training_card(Roll(training, ()), ctx.person, runs=True), tone=Tone.GOOD)


async def _countries(ctx: Context, added: Added) -> frozenset[str]:
    if added.whom == EVERY:
        return frozenset()
    if added.whom != OWN:
        return frozenset(added.countries)
    known = await ctx.authorities(*coordinated(ctx.person))
    return frozenset(each.country for each in known.values())


async def _first(ctx: Context, _answers: Answers) -> Sequence[Field]:
    if not coordinated(ctx.person):
        raise NoCoordinator
    return (*title_fields(ctx), *time_fields(ctx), *audience_fields())


COMMAND = Command(
    name="add training",
    words=words("add training | plan training | new training | plan a training"),
    summary=msg("Plan a training for officials"),
    form=Form(
        title=msg("Plan a training"),
        fields=(
            Branch((), _first),
            Branch(("whom",), country_fields),
            role_field(),
            seats_field(None),
        ),
        into=Added,
        endings=(Option("add", msg("Plan it")),),
    ),
    run=add_training,
    chapter=Chapter.HELP,
)
