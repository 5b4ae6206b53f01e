"""The trainings that are planned for the speaker."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from chat.chapters import Chapter
from chat.command import Command
from chat.context import Context
from chat.fields import Choice, Option
from chat.form import Form
from chat.message import Button, Card, Reply, say
from core.text import msg, msgs, words
from core.training_rights import coordinated, runs
from core.trainings import Roll
from handlers._trainings import brief, enrolling, training_card

_WHOLE = 4
_MOST = 20
ALL = "all"


@dataclass(frozen=True, slots=True)
class Which:
    which: str | None = None


async def next_training(ctx: Context, which: Which) -> Reply:
    offer = await enrolling(ctx.services).offer(ctx.person)
    rolls = (*offer.own, *offer.others) if which.which == ALL else tuple(offer.own)
    ordered = sorted(rolls, key=lambda roll: roll.training.starts)
    others = 0 if which.which == ALL else len(offer.others)
    if not ordered:
        return say(await _nothing(ctx, others))
    cards = [await _card(ctx, roll) for roll in ordered[:_WHOLE]]
    return say(*cards, *_later(ordered[_WHOLE:]), *_rest(ctx, others))


async def _card(ctx: Context, roll: Roll) -> Card:
    async with ctx.services.works.reading() as work:
        own = await runs(work, ctx.person, roll.training)
    return training_card(roll, ctx.person, runs=own)


def _later(rolls: Sequence[Roll]) -> tuple[Card, ...]:
    if not rolls:
        return ()
    shown = [roll.training for roll in rolls[:_MOST]]
    return (
        Card(
            title=msg("Later"),
            actions=tuple(Button(brief(each), f"training {each.id}") for each in shown),
        ),
    )


def _rest(ctx: Context, others: int) -> tuple[Card, ...]:
    actions = (*_in_others(others), *_adding(ctx))
    return (Card(title=msg("More about trainings"), actions=actions),) if actions else ()


async def _nothing(ctx: Context, others: int) -> Card:
    wished = await enrolling(ctx.services).wished(ctx.person)
    told = (
        msg("I will tell you as soon as there is one.")
        if wished
        else msg("I can tell you once as soon as there is one.")
    )
    label, run = (
        (msg("Do not tell me"), "tell me of trainings no")
        if wished
        else (msg("Tell me when there is one"), "tell me of trainings")
    )
    return Card(
        title=msg("No training is planned for you in your language yet"),
        body=(told,),
        actions=(Button(label, run), *_in_others(others), *_adding(ctx)),
    )


def _in_others(others: int) -> tuple[Button, ...]:
    if not others:
        return ()
    label = msgs("One in another language", "{n} in other languages", others)
    return (Button(label, f"next training {ALL}"),)


def _adding(ctx: Context) -> tuple[Button, ...]:
    return (Button(msg("Plan a training"), "add training"),) if coordinated(ctx.person) else ()


COMMAND = Command(
    name="next training",
    words=words(
        "next training | trainings | training dates | upcoming trainings | training courses | courses | "
        "when is the next training"
    ),
    summary=msg("See which trainings are planned for you"),
    form=Form(
        title=msg("Trainings"),
        fields=(
            Choice(
                "which",
                msg("Which trainings?"),
                (Option(ALL, msg("In other languages too")),),
                required=False,
            ),
        ),
        into=Which,
    ),
    run=next_training,
    effect=False,
    chapter=Chapter.HELP,
)
