"""Hear of the next training, once, as soon as one is planned for the speaker."""

from __future__ import annotations

from dataclasses import dataclass

from chat.chapters import Chapter
from chat.command import Command
from chat.context import Context
from chat.fields import NO, Choice
from chat.form import Form
from chat.message import Button, Card, Reply, Tone, say
from core.text import msg, words
from handlers._trainings import enrolling


@dataclass(frozen=True, slots=True)
class Wished:
    wanted: str | None = None


async def tell_me_of_trainings(ctx: Context, wished: Wished) -> Reply:
    service = enrolling(ctx.services)
    if wished.wanted == NO.value:
        await service.unwish(ctx.person)
        return say(msg("I will not tell you of new trainings."), tone=Tone.GOOD)
    await service.wish(ctx.person)
    return say(
        Card(
            title=msg("I will tell you as soon as a training is planned for you in your language."),
            body=(msg("I tell you of that one. `next training` shows all of them at any time."),),
            actions=(Button(msg("Do not tell me"), "tell me of trainings no"),),
        ),
        tone=Tone.GOOD,
    )


COMMAND = Command(
    name="tell me of trainings",
    words=words(
        "tell me of trainings | tell me of the next training | tell me when there is a training"
    ),
    summary=msg("Be told when a training is planned"),
    form=Form(
        title=msg("New trainings"),
        fields=(Choice("wanted", msg("Not any more?"), (NO,), required=False),),
        into=Wished,
    ),
    run=tell_me_of_trainings,
    chapter=Chapter.HELP,
)
