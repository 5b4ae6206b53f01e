"""Close a request once its answers have been read."""

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


async def close(ctx: Context, one: OneRequest) -> Reply:
    said = msg("Request **{reference}** is closed.", reference=one.reference)
    return await done(ctx, one.reference, Action.CLOSE, said)


COMMAND = Command(
    name="close",
    words=words("close"),
    summary=msg("Close a request whose answers you have read"),
    form=Form(
        title=msg("Close a request"), fields=(ReferenceField(action=Action.CLOSE),), into=OneRequest
    ),
    run=close,
    chapter=Chapter.ASKING,
)
