"""Take back the last change of one's authority's description."""

from __future__ import annotations

from chat.chapters import Chapter
from chat.command import Command
from chat.context import Context
from chat.form import Form
from chat.message import Reply, Tone, say
from core.describing import Describing
from core.text import msg, words
from handlers._nothing import Nothing
from handlers.authority import description


async def undo(ctx: Context, _nothing: Nothing) -> Reply:
    before = await Describing(ctx.services.works, ctx.services.clock).undo(ctx.person)
    said = msg("The last change is undone. This is the description again:")
    return say(said, description(ctx, before), tone=Tone.GOOD)


COMMAND = Command(
    name="undo",
    words=words("undo"),
    summary=msg("Undo the last change of your authority's description"),
    form=Form(title=msg("Undo"), fields=(), into=Nothing),
    run=undo,
    chapter=Chapter.TEAM,
)
