"""Send what is ready: a draft to the other authority, or the answers back."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from chat.chapters import Chapter
from chat.command import Command
from chat.context import Context
from chat.fields import Answers, Field, ReferenceField
from chat.form import Branch, Form
from chat.message import Reply
from core.acts import Given
from core.deadlines import Rule, Since
from core.requests import Action, Reference, Side
from core.text import msg, words
from handlers._dates import UNTIL, chosen_day, closed_then, given_day
from handlers._desk import done
from handlers._sending import sent


@dataclass(frozen=True, slots=True)
class Sending:
    reference: Reference
    day: date | Rule | None
    better: Mapping[str, str] = field(default_factory=dict)


async def send(ctx: Context, sending: Sending) -> Reply:
    name = sending.reference
    case = await ctx.services.exchange.show(ctx.person, name)
    if case.view.side is Side.ANSWERER:
        said = msg("The answers to request **{reference}** are sent.", reference=name)
        return await done(ctx, name, Action.REPLY, said)
    said = msg("Request **{reference}** is sent.", reference=name)
    given = await given_day(ctx, name, sending.day, Since.SENT)
    if given.day and (day := chosen_day(given.day, sending.better)) != given.day:
        given = Given(day=day)
    return await sent(ctx, case, said, given)


_UNTIL = replace(
    UNTIL,
    hint=msg("Leave it out to keep the day of the draft, if it is still to come."),
    required=False,
)


async def _typed(_ctx: Context, answers: Answers) -> Sequence[Field]:
    """A day may be typed behind the reference, before it is known which request that is."""
    return () if "reference" in answers else (_UNTIL,)


async def _until(ctx: Context, answers: Answers) -> Sequence[Field]:
    """A draft whose day is over needs another one, of whoever may send it."""
    case = await ctx.services.exchange.show(ctx.person, Reference(answers["reference"]))
    day, sends = case.view.outline.wished, {Action.SEND, Action.SUBMIT}
    if day > ctx.today or sends.isdisjoint(step.action for step in case.steps):
        return (_UNTIL,)
    over = msg("The day of the draft, {day}, is over. Please choose another one.", day=day)
    return (replace(_UNTIL, hint=over, required=True),)


COMMAND = Command(
    name="send",
    words=words(
        "send | send the answers | send request | send the request | send draft | "
        "send the draft | send answers | submit"
    ),
    summary=msg("Send a draft, or the answers to a request"),
    form=Form(
        title=msg("Send"),
        fields=(
            ReferenceField(),
            Branch((), _typed),
            Branch(("reference",), _until),
            Branch(("reference",), closed_then),
        ),
        into=Sending,
    ),
    run=send,
    chapter=Chapter.ASKING,
)
