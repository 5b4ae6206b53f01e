"""Open a closed request again, while that is possible."""

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


async def reopen(ctx: Context, one: OneRequest) -> Reply:
    said = msg(
        "Request **{reference}** is open again. You can ask for clarification now.",
        reference=one.reference,
    )
    return await done(ctx, one.reference, Action.REOPEN, said)


COMMAND = Command(
    name="reopen",
    words=words("reopen | open again | reopen request | reopen the request"),
    summary=msg("Open a closed request again, within 30 days"),
    form=Form(
        title=msg("Open a request again"),
        fields=(ReferenceField(action=Action.REOPEN),),
        into=OneRequest,
    ),
    run=reopen,
    chapter=Chapter.ASKING,
)
