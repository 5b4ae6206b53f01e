"""Take back the last change of one's authority's description."""

from __future__ import annotations

from dataclasses import dataclass

from chat.chapters import Chapter
from chat.command import Command
from chat.context import Context
from chat.fields import Text
from chat.form import Form
from chat.message import Reply, Tone, say
from core.describing import Describing
from core.people import AuthorityId
from core.text import msg, words
from handlers.authority import description


@dataclass(frozen=True, slots=True)
class Which:
    authority: str | None


async def undo(ctx: Context, which: Which) -> Reply:
    """Without a word, of one's own authority."""
    id = AuthorityId(which.authority) if which.authority else None
    before = await Describing(ctx.services.works, ctx.services.clock).undo(ctx.person, id)
    said = msg("The last change is undone. This is the description again:")
    return say(said, description(ctx, before), tone=Tone.GOOD)


COMMAND = Command(
    name="undo",
    words=words("undo | undo change | undo the change | undo changes"),
    summary=msg("Undo the last change of your authority's description"),
    form=Form(
        title=msg("Undo"),
        fields=(Text("authority", msg("Which authority?"), required=False),),
        into=Which,
    ),
    run=undo,
    chapter=Chapter.TEAM,
)
