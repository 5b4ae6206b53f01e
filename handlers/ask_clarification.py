"""Ask the authority that has answered to make its answers clear."""

from __future__ import annotations

from chat.chapters import Chapter
from chat.command import Command
from chat.context import Context
from chat.message import Reply
from core.requests import Action
from core.text import msg, words
from handlers._desk import done
from handlers._writing import Writing, given_in, writing_form


async def ask_clarification(ctx: Context, writing: Writing) -> Reply:
    said = msg(
        "The authority is asked to clarify its answers to **{reference}**. I will tell you when it does.",
        reference=writing.reference,
    )
    return await done(ctx, writing.reference, Action.ASK, said, await given_in(ctx, writing))


COMMAND = Command(
    name="ask clarification",
    words=words(
        "ask clarification | clarification | ask for clarification | request clarification | "
        "not clear | it is not clear | i do not understand the answer"
    ),
    summary=msg("Ask for clarification of answers"),
    form=writing_form(
        msg("Ask for clarification"), Action.ASK, msg("What is not clear, or what is missing?")
    ),
    run=ask_clarification,
    chapter=Chapter.ASKING,
)
