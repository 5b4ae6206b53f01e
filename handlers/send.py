"""Send what is ready: a draft to the other authority, or the answers back."""

from __future__ import annotations

from chat.command import Command
from chat.context import Context
from chat.fields import ReferenceField
from chat.form import Form
from chat.message import Reply
from core.requests import Action, Side
from core.text import msg, words
from handlers._desk import OneRequest, done


async def send(ctx: Context, one: OneRequest) -> Reply:
    case = await ctx.services.exchange.show(ctx.person, one.reference)
    if case.view.side is Side.ANSWERER:
        said = msg("The answers to request **{reference}** are sent.", reference=one.reference)
        return await done(ctx, one.reference, Action.REPLY, said)
    said = msg("Request **{reference}** is sent.", reference=one.reference)
    return await done(ctx, one.reference, Action.SEND, said)


COMMAND = Command(
    name="send",
    words=words("send | send the answers"),
    summary=msg("Send a draft, or the answers to a request"),
    form=Form(title=msg("Send"), fields=(ReferenceField(),), into=OneRequest),
    run=send,
)
