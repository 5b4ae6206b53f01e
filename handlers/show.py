"""Look at one request."""

from __future__ import annotations

from chat.command import Command
from chat.context import Context
from chat.fields import ReferenceField
from chat.form import Form
from chat.message import Reply
from core.text import msg, words
from handlers._desk import OneRequest, shown


async def show(ctx: Context, one: OneRequest) -> Reply:
    return await shown(ctx, await ctx.services.exchange.show(ctx.person, one.reference))


COMMAND = Command(
    name="show",
    words=words("show | open"),
    summary=msg("Look at one request"),
    form=Form(title=msg("Show a request"), fields=(ReferenceField(),), into=OneRequest),
    run=show,
    effect=False,
)
