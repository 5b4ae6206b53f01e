"""Make clear what the asking authority has not understood."""

from __future__ import annotations

from chat.chapters import Chapter
from chat.command import Command
from chat.context import Context
from chat.message import Reply
from core.requests import Action
from core.text import msg, words
from handlers._desk import done
from handlers._writing import Writing, given_in, writing_form


async def clarify(ctx: Context, writing: Writing) -> Reply:
    said = msg("Your clarification of **{reference}** is sent.", reference=writing.reference)
    return await done(ctx, writing.reference, Action.CLARIFY, said, await given_in(ctx, writing))


COMMAND = Command(
    name="clarify",
    words=words("clarify | give clarification | explain the answer | explain the answers"),
    summary=msg("Clarify your answers"),
    form=writing_form(msg("Clarify the answers"), Action.CLARIFY, msg("How do you clarify them?")),
    run=clarify,
    chapter=Chapter.ANSWERING,
)
