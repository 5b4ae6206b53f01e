"""Return a draft to its author, with the reason."""

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


async def return_draft(ctx: Context, worded: Worded) -> Reply:
    said = msg(
        "Draft **{reference}** is back with its author, with your reason.",
        reference=worded.reference,
    )
    return await done(ctx, worded.reference, Action.RETURN, said, in_words(ctx, worded))


COMMAND = Command(
    name="return",
    words=words("return | return draft | return the draft"),
    summary=msg("Return a colleague's draft with a reason"),
    form=Form(
        title=msg("Return a draft"),
        fields=(
            ReferenceField(action=Action.RETURN),
            words_field(
                msg("Why do you return it?"),
                msg("Its author reads this, and nobody outside your authority."),
            ),
        ),
        into=Worded,
    ),
    run=return_draft,
    chapter=Chapter.ASKING,
)
