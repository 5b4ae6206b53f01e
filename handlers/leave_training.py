"""Give up one's seat in a training, or one's place on its waiting list."""

from __future__ import annotations

from chat.chapters import Chapter
from chat.command import Command
from chat.context import Context
from chat.form import Form
from chat.message import Button, Card, Reply, Tone, say
from core.text import msg, words
from handlers._trainings import OneTraining, calendar_file, enrolling, training_field


async def leave_training(ctx: Context, one: OneTraining) -> Reply:
    service = enrolling(ctx.services)
    before = (await service.show(ctx.person, one.id)).of(ctx.person.id)
    training = await service.withdraw(ctx.person, one.id)
    card = Card(
        title=msg("You are no longer enrolled: {title}", title=training.titles),
        actions=(Button(msg("Enrol again"), f"enrol {training.id}"), _OTHERS),
    )
    if before is None or not before.seated:
        return say(card, tone=Tone.GOOD)
    async with ctx.services.works.reading() as work:
        file = await calendar_file(ctx.services, work, training, ctx.person)
    gone = msg("The file takes the entry out of your calendar.")
    return say(card, gone, file, tone=Tone.GOOD)


_OTHERS = Button(msg("Other trainings"), "next training")

COMMAND = Command(
    name="leave training",
    words=words(
        "leave training | withdraw from training | give up my seat | i cannot come | cancel my seat"
    ),
    summary=msg("Give up your seat in a training"),
    form=Form(title=msg("Give up a seat"), fields=(training_field(),), into=OneTraining),
    run=leave_training,
    chapter=Chapter.HELP,
)
