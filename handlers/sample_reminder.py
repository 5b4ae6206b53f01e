"""A reminder of nothing, to see how and where they come."""

from __future__ import annotations

from chat.chapters import Chapter
from chat.command import Command
from chat.context import Context
from chat.form import Form
from chat.mailing import Mailing, News
from chat.message import Reply, Tone, say
from core.people import Person
from core.text import msg, words
from core.wishes import TEST
from handlers._nothing import Nothing
from handlers._reminding import card, wishes_of


async def sample_reminder(ctx: Context, _nothing: Nothing) -> Reply:
    await wishes_of(ctx.services).try_out(ctx.person)
    return say(msg("A reminder to try is on its way to you."), tone=Tone.GOOD)


async def write(news: News) -> Reply | None:
    if not isinstance(news.reader, Person):
        return None
    habits = await wishes_of(news.services).of(news.reader)
    said = msg("**This is what a reminder looks like.** It was only a test: nothing is due.")
    return say(said, card(habits))


COMMAND = Command(
    name="test reminder",
    words=words("test reminder | try a reminder | try reminder | sample reminder"),
    summary=msg("Get a reminder to try"),
    form=Form(title=msg("Test reminder"), fields=(), into=Nothing),
    run=sample_reminder,
    chapter=Chapter.DATES,
)

MAILING = Mailing(topic=TEST, write=write, timely=frozenset({TEST}))
