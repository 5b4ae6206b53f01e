"""Send a referred request back to the authority, with a word of advice."""

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


async def send_back(ctx: Context, worded: Worded) -> Reply:
    said = msg(
        "Request **{reference}** is with the authority again, with your advice.",
        reference=worded.reference,
    )
    return await done(ctx, worded.reference, Action.SEND_BACK, said, in_words(ctx, worded))


COMMAND = Command(
    name="send back",
    words=words("send back | send it back"),
    summary=msg("Send a referred request back with advice"),
    form=Form(
        title=msg("Send back"),
        fields=(
            ReferenceField(action=Action.SEND_BACK),
            words_field(
                msg("What do you advise?"),
                msg("The answering authority reads this; the asking one does not."),
            ),
        ),
        into=Worded,
    ),
    run=send_back,
    chapter=Chapter.ANSWERING,
)
