"""Tell an authority that is not content with the answers what a coordinator advises."""

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


async def advise(ctx: Context, worded: Worded) -> Reply:
    said = msg(
        "Request **{reference}** is with the asking authority again, with your advice.",
        reference=worded.reference,
    )
    return await done(ctx, worded.reference, Action.ADVISE, said, in_words(ctx, worded))


COMMAND = Command(
    name="advise",
    words=words("advise | give advice | advice"),
    summary=msg("Advise an authority that needs a better answer"),
    form=Form(
        title=msg("Give advice"),
        fields=(
            ReferenceField(action=Action.ADVISE),
            words_field(
                msg("What do you advise?"),
                msg("The asking authority reads this; the answering one does not."),
            ),
        ),
        into=Worded,
    ),
    run=advise,
    chapter=Chapter.ASKING,
)
