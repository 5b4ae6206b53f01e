"""One training: when, where, for whom, and whether the speaker has a seat."""

from __future__ import annotations

from chat.chapters import Chapter
from chat.command import Command
from chat.context import Context
from chat.form import Form
from chat.message import Reply, say
from core.text import msg, words
from core.training_rights import runs
from handlers._trainings import (
    OneTraining,
    calendar_file,
    enrolling,
    training_card,
    training_field,
)


async def training(ctx: Context, one: OneTraining) -> Reply:
    roll = await enrolling(ctx.services).show(ctx.person, one.id)
    mine = roll.of(ctx.person.id)
    async with ctx.services.works.reading() as work:
        own = await runs(work, ctx.person, roll.training)
        file = await calendar_file(ctx.services, work, roll.training, ctx.person)
    card = training_card(roll, ctx.person, runs=own)
    return say(card, file) if mine and mine.seated else say(card)


COMMAND = Command(
    name="training",
    words=words("training | show training"),
    summary=msg("See one training, with its entry for your calendar"),
    form=Form(title=msg("Training"), fields=(training_field(),), into=OneTraining),
    run=training,
    effect=False,
    chapter=Chapter.HELP,
)
