"""See an authority no longer before others."""

from __future__ import annotations

from chat.chapters import Chapter
from chat.command import Command
from chat.context import Context
from chat.form import Form
from chat.message import Reply, Tone, say
from core.text import msg, words
from handlers._favourites import OneFavourite, favourite_field, put_favourite


async def forget_favourite(ctx: Context, chosen: OneFavourite) -> Reply:
    name = await put_favourite(ctx, chosen, kept=False)
    said = msg("**{name}** is no favourite any more.", name=name)
    return say(said, tone=Tone.GOOD)


COMMAND = Command(
    name="forget favourite",
    words=words(
        "forget favourite | remove favourite | forget favorite | remove favorite | "
        "remove from favourites"
    ),
    summary=msg("See an authority no longer before others"),
    form=Form(title=msg("No favourite any more"), fields=(favourite_field(),), into=OneFavourite),
    run=forget_favourite,
    chapter=Chapter.DIRECTORY,
)
