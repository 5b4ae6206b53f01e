"""Keep an authority among those one wants to see first."""

from __future__ import annotations

from chat.chapters import Chapter
from chat.command import Command
from chat.context import Context
from chat.form import Form
from chat.message import Reply, Tone, say
from core.text import msg, words
from handlers._favourites import OneFavourite, favourite_field, put_favourite


async def favourite(ctx: Context, chosen: OneFavourite) -> Reply:
    name = await put_favourite(ctx, chosen, kept=True)
    said = msg("**{name}** comes first from now on, where others fit as well.", name=name)
    return say(said, tone=Tone.GOOD)


COMMAND = Command(
    name="favourite",
    words=words("favourite | add favourite | favorite | add favorite | add to favourites"),
    summary=msg("See an authority before others"),
    form=Form(title=msg("A favourite"), fields=(favourite_field(),), into=OneFavourite),
    run=favourite,
    chapter=Chapter.DIRECTORY,
)
