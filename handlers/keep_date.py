"""Keep the date, although the other authority proposed another one."""

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


async def keep_date(ctx: Context, one: OneRequest) -> Reply:
    said = msg(
        "The date of request **{reference}** stays as it was. The other authority is told.",
        reference=one.reference,
    )
    return await done(ctx, one.reference, Action.INSIST, said)


COMMAND = Command(
    name="keep date",
    words=words(
        "keep date | keep the date | i do not agree | do not agree | refuse date | "
        "refuse the date | reject the date | keep the old date | insist"
    ),
    summary=msg("Keep the date, although another is proposed"),
    form=Form(
        title=msg("Keep the date"), fields=(ReferenceField(action=Action.INSIST),), into=OneRequest
    ),
    run=keep_date,
    chapter=Chapter.DATES,
)
