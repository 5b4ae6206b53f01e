"""The next few of the registers that a search has found."""

from __future__ import annotations

from chat.chapters import Chapter
from chat.command import Command
from chat.context import Context
from chat.form import Form
from chat.message import Reply
from core.text import msg, words
from handlers._pages import page_and_words
from handlers.find_register import Query, found_registers, query_field


async def more_registers(ctx: Context, query: Query) -> Reply:
    number, said = page_and_words(query.query)
    return await found_registers(ctx, said, number)


COMMAND = Command(
    name="more registers",
    words=words("more registers"),
    summary=msg("See more of the registers found"),
    form=Form(title=msg("More registers"), fields=(query_field(),), into=Query),
    run=more_registers,
    effect=False,
    chapter=Chapter.DIRECTORY,
)
