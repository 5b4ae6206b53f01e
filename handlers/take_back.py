"""Take back what was submitted for approval or referred to the coordinator."""

from __future__ import annotations

from chat.chapters import Chapter
from chat.command import Command
from chat.context import Context
from chat.fields import ReferenceField
from chat.form import Form
from chat.message import Reply
from core.requests import Action
from core.text import msg, words
from handlers._desk import OneRequest, done


async def take_back(ctx: Context, one: OneRequest) -> Reply:
    said = msg("Request **{reference}** is with you again.", reference=one.reference)
    return await done(ctx, one.reference, Action.TAKE_BACK, said)


COMMAND = Command(
    name="take back",
    words=words("take back"),
    summary=msg("Take back what waits for approval or for the coordinator"),
    form=Form(
        title=msg("Take back"),
        fields=(ReferenceField(action=Action.TAKE_BACK),),
        into=OneRequest,
    ),
    run=take_back,
    chapter=Chapter.ANSWERING,
)
