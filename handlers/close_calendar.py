"""The secret address of one's calendar leads nowhere any more."""

from __future__ import annotations

from chat.chapters import Chapter
from chat.command import Command
from chat.context import Context
from chat.form import Form
from chat.message import Reply, Tone, say
from core.text import msg, words
from handlers._nothing import Nothing


async def close_calendar(ctx: Context, _nothing: Nothing) -> Reply:
    async with ctx.services.works.writing() as work:
        await work.feeds.close(ctx.person.id)
        await work.commit()
    return say(msg("Your calendar is closed. Its address leads nowhere any more."), tone=Tone.GOOD)


COMMAND = Command(
    name="close calendar",
    words=words("close calendar | stop calendar | close my calendar | remove calendar"),
    summary=msg("Close the calendar with your dates"),
    form=Form(title=msg("Close the calendar"), fields=(), into=Nothing),
    run=close_calendar,
    chapter=Chapter.DATES,
    practised=False,
)
