"""Take one's own application back: it was for the wrong authority, or is not wanted any more."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from chat.chapters import Chapter
from chat.command import Command
from chat.context import Context
from chat.fields import NO, YES, Answers, Choice, Field
from chat.form import Branch, Form
from chat.message import Button, Card, Reply, Tone, say
from core.admission_refusals import NothingToTakeBack
from core.applications import Stage
from core.text import msg, words
from handlers._admission import admissions


@dataclass(frozen=True, slots=True)
class Confirmed:
    sure: str | None = None


async def withdraw_application(ctx: Context, confirmed: Confirmed) -> Reply:
    if confirmed.sure is None:
        return say(NothingToTakeBack().message)
    if confirmed.sure == NO.value:
        return say(msg("Your application waits for a decision. I will write to you here."))
    await admissions(ctx.services).take_back(ctx.speaker)
    card = Card(
        title=msg("Your application is withdrawn."),
        actions=(Button(msg("Ask again"), "register"),),
    )
    return say(card, tone=Tone.GOOD)


async def _sure(ctx: Context, _answers: Answers) -> Sequence[Field]:
    async with ctx.services.works.reading() as work:
        waiting = await work.applications.open_of(ctx.speaker)
    if waiting is None or waiting.stage not in (Stage.WAITING, Stage.ASKED):
        return ()
    return (Choice("sure", msg("Do you want to withdraw your application?"), (YES, NO)),)


COMMAND = Command(
    name="withdraw application",
    words=words("withdraw application | withdraw my application | cancel my application"),
    summary=msg("Take your application to be registered back"),
    form=Form(title=msg("Withdraw"), fields=(Branch((), _sure),), into=Confirmed),
    run=withdraw_application,
    anyone=True,
    chapter=Chapter.HELP,
)
