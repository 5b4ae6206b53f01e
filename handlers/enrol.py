"""Take a seat in a training, or wait for one."""

from __future__ import annotations

from chat.chapters import Chapter
from chat.command import Command
from chat.context import Context
from chat.form import Form
from chat.message import Button, Card, Reply, Tone, say
from core.text import msg, words
from core.trainings import Roll
from handlers._trainings import (
    OneTraining,
    calendar_file,
    enrolling,
    training_field,
    when_and_where,
)


async def enrol(ctx: Context, one: OneTraining) -> Reply:
    roll = await enrolling(ctx.services).enrol(ctx.person, one.id)
    mine = roll.of(ctx.person.id)
    if mine is None or not mine.seated:
        return say(_waiting(ctx, roll), tone=Tone.GOOD)
    async with ctx.services.works.reading() as work:
        file = await calendar_file(ctx.services, work, roll.training, ctx.person)
    return say(_seated(roll), file, tone=Tone.GOOD)


def _seated(roll: Roll) -> Card:
    return Card(
        title=msg("You have a seat: {title}", title=roll.training.titles),
        body=(
            msg(
                "I remind you the day before and an hour before. The file is the entry for your calendar: "
                "should anything change, I send it anew."
            ),
        ),
        facts=tuple(when_and_where(roll.training)),
        actions=(_leave(roll),),
    )


def _waiting(ctx: Context, roll: Roll) -> Card:
    place = roll.place(ctx.person.id)
    return Card(
        title=msg("All seats are taken: {title}", title=roll.training.titles),
        body=(
            msg(
                "You are number {place} on the waiting list. As soon as a seat is yours, I tell you.",
                place=place,
            ),
        ),
        facts=tuple(when_and_where(roll.training)),
        actions=(_leave(roll),),
    )


def _leave(roll: Roll) -> Button:
    return Button(msg("I cannot come"), f"leave training {roll.training.id}")


COMMAND = Command(
    name="enrol",
    words=words("enrol | enroll | enrol me | book a seat | take a seat"),
    summary=msg("Take a seat in a training"),
    form=Form(title=msg("Take a seat"), fields=(training_field(),), into=OneTraining),
    run=enrol,
    chapter=Chapter.HELP,
)
