"""Write to the other authority inside a case."""

from __future__ import annotations

from chat.chapters import Chapter
from chat.command import Command
from chat.context import Context
from chat.message import Reply
from core.requests import Action
from core.text import msg, words
from handlers._desk import done
from handlers._writing import Writing, given_in, writing_form


async def write_message(ctx: Context, writing: Writing) -> Reply:
    said = msg("Your message about **{reference}** is sent.", reference=writing.reference)
    return await done(ctx, writing.reference, Action.MESSAGE, said, await given_in(ctx, writing))


COMMAND = Command(
    name="message",
    words=words(
        "message | write message | write a message | send message | send a message | write"
    ),
    summary=msg("Write to the other authority about a request"),
    form=writing_form(
        msg("A message"), Action.MESSAGE, msg("What do you want to write to the other authority?")
    ),
    run=write_message,
    chapter=Chapter.TASKS,
)
