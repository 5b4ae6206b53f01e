"""Send what is ready: a draft to the other authority, or the answers back."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from chat.chapters import Chapter
from chat.command import Command
from chat.context import Context
from chat.fields import ReferenceField
from chat.form import Branch, Form
from chat.message import Reply
from chat.periods import Until
from core.acts import Given
from core.deadlines import Rule, Since
from core.requests import Action, Reference, Side
from core.text import msg, words
from handlers._dates import chosen_day, closed_then, given_day
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
            Until(
                "day",
                msg("By which day do you need the answer?"),
                hint=msg("Leave it out to keep the day of the draft, if it is still to come."),
                required=False,
                ahead=True,
                why=msg("They look at this date first: they accept it or propose another."),
            ),
            Branch(("reference",), closed_then),
        ),
        into=Sending,
    ),
    run=send,
    chapter=Chapter.ASKING,
)
