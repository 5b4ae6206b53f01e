"""Refer a request one cannot solve to the linked coordinator."""

from __future__ import annotations

from chat.chapters import Chapter
from chat.command import Command
from chat.context import Context
from chat.fields import ReferenceField
from chat.form import Form
from chat.message import Reply
from core.requests import Action
from core.text import msg, words
from handlers._desk import done
from handlers._words import Worded, in_words, words_field


async def refer(ctx: Context, worded: Worded) -> Reply:
    said = msg(
        "Request **{reference}** is referred to your coordinator. I will tell you what comes of it.",
        reference=worded.reference,
    )
    return await done(ctx, worded.reference, Action.REFER, said, in_words(ctx, worded))


COMMAND = Command(
    name="refer",
    words=words("refer"),
    summary=msg("Refer a request to your coordinator"),
    form=Form(
        title=msg("Refer to the coordinator"),
        fields=(
            ReferenceField(action=Action.REFER),
            words_field(
                msg("Why can you not solve it yourselves?"),
                msg(
                    "Your coordinator reads this. Please name no person: it is not needed for that."
                ),
            ),
        ),
        into=Worded,
    ),
    run=refer,
    chapter=Chapter.ANSWERING,
)
