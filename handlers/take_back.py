"""Take back what was submitted for approval, referred to the coordinator, or split off and not accepted yet."""

from __future__ import annotations

from chat.chapters import Chapter
from chat.command import Command
from chat.context import Context
from chat.fields import ReferenceField
from chat.form import Form
from chat.message import Reply
from core.requests import Action, Side
from core.text import msg, words
from handlers._desk import OneRequest, shown


async def take_back(ctx: Context, one: OneRequest) -> Reply:
    case = await ctx.services.exchange.act(ctx.person, one.reference, Action.TAKE_BACK)
    whole = case.view.outline.whole
    if whole and case.view.side is Side.ASKER:
        said = msg("The questions of **{part}** are with you again.", part=one.reference)
        return await shown(ctx, await ctx.services.exchange.show(ctx.person, whole), said)
    said = msg("Request **{reference}** is with you again.", reference=one.reference)
    return await shown(ctx, case, said)


COMMAND = Command(
    name="take back",
    words=words("take back | take it back"),
    summary=msg("Take back what is not approved or accepted yet"),
    form=Form(
        title=msg("Take back"),
        fields=(ReferenceField(action=Action.TAKE_BACK),),
        into=OneRequest,
    ),
    run=take_back,
    chapter=Chapter.ANSWERING,
)
