"""Why a request's date is the date it is."""

from __future__ import annotations

from chat.cards import title
from chat.chapters import Chapter
from chat.command import Command
from chat.context import Context
from chat.fields import ReferenceField
from chat.form import Form
from chat.message import Button, Card, Reply, say
from chat.reasons import Reasons
from core.text import msg, words
from handlers._desk import OneRequest


async def why(ctx: Context, one: OneRequest) -> Reply:
    case = await ctx.services.exchange.show(ctx.person, one.reference)
    outline = case.view.outline
    reasons = Reasons(ctx.services.calendar, outline, ctx.time_zone)
    heading = msg("**The answer is due by {day}.**", day=reasons.day)
    return say(
        Card(
            title=title(outline, ctx.services.content),
            body=(heading, *reasons.told()),
            actions=(Button(msg("Show everything"), f"show {one.reference}"),),
            footer=_SOURCE,
        )
    )


_SOURCE = msg("Periods are counted by Regulation (EEC, Euratom) No 1182/71.")

COMMAND = Command(
    name="why",
    words=words("why | why this date | why this deadline | how was the date calculated"),
    summary=msg("See how the date of a request came about"),
    form=Form(title=msg("Why this date"), fields=(ReferenceField(),), into=OneRequest),
    run=why,
    effect=False,
    chapter=Chapter.DATES,
)
