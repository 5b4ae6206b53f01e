"""Call a training off: whoever has enrolled is told once."""

from __future__ import annotations

from dataclasses import dataclass

from chat.chapters import Chapter
from chat.command import Command
from chat.context import Context
from chat.fields import Option
from chat.form import Form
from chat.message import Card, Reply, Tone, say
from core.text import msg, words
from core.trainings import TrainingId
from handlers._trainings import changing_training_field, running
from handlers.move_training import told_of


@dataclass(frozen=True, slots=True)
class Ended:
    training: str
    ending: str


async def call_off_training(ctx: Context, ended: Ended) -> Reply:
    id = TrainingId(int(ended.training))
    training, told = await running(ctx.services).call_off(ctx.person, id)
    card = Card(
        title=msg("{title}, {at}: called off", title=training.titles, at=training.starts),
        body=(told_of(told),),
    )
    return say(card, tone=Tone.GOOD)


COMMAND = Command(
    name="call off training",
    words=words("call off training | cancel training | call training off"),
    summary=msg("Call off a training that you run"),
    form=Form(
        title=msg("Call a training off"),
        fields=(changing_training_field(),),
        into=Ended,
        endings=(Option("off", msg("Yes, call it off")),),
    ),
    run=call_off_training,
    chapter=Chapter.HELP,
)
