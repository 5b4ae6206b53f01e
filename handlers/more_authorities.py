"""The next few of the authorities that a search has found."""

from __future__ import annotations

from chat.chapters import Chapter
from chat.command import Command
from chat.context import Context
from chat.form import Form
from chat.message import Reply
from core.text import msg, words
from handlers._pages import page_and_words
from handlers.find_authority import Query, found_authorities, query_field


async def more_authorities(ctx: Context, query: Query) -> Reply:
    number, said = page_and_words(query.query)
    return await found_authorities(ctx, said, number)


COMMAND = Command(
    name="more authorities",
    words=words("more authorities"),
    summary=msg("See more of the authorities found"),
    form=Form(title=msg("More authorities"), fields=(query_field(),), into=Query),
    run=more_authorities,
    effect=False,
    chapter=Chapter.DIRECTORY,
)
