"""In practice: go on to the next working day."""

from __future__ import annotations

from chat.chapters import Chapter
from chat.command import Command
from chat.context import Context
from chat.form import Form
from chat.message import Reply, Tone, say
from core.text import msg, words
from handlers._nothing import Nothing
from handlers._practice import practising


async def next_day(ctx: Context, _nothing: Nothing) -> Reply:
    day = await practising(ctx).next_day()
    return say(msg("It is now **{day}** in practice.", day=day), tone=Tone.GOOD)


COMMAND = Command(
    name="next day",
    words=words("next day | go to the next day | next working day"),
    summary=msg("In practice: go on to the next working day"),
    form=Form(title=msg("Next day"), fields=(), into=Nothing),
    run=next_day,
    of_practice=True,
    chapter=Chapter.HELP,
)
