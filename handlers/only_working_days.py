"""Nothing is to come on a free day, but what is due that very day."""

from __future__ import annotations

from chat.chapters import Chapter
from chat.command import Command
from chat.context import Context
from chat.form import Form
from chat.message import Reply
from core.habits import Habits
from core.text import msg, words
from handlers._nothing import Nothing
from handlers._reminding import changed


async def only_working_days(ctx: Context, _nothing: Nothing) -> Reply:
    return await changed(ctx, Habits(working_days=True))


COMMAND = Command(
    name="only working days",
    words=words("only working days | working days only | not at weekends | no weekends"),
    summary=msg("Be reminded on working days only"),
    form=Form(title=msg("Only working days"), fields=(), into=Nothing),
    run=only_working_days,
    chapter=Chapter.DATES,
)
