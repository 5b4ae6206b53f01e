"""How one is reminded, as a form."""

from __future__ import annotations

from collections.abc import Sequence

from chat.chapters import Chapter
from chat.command import Command
from chat.context import Context
from chat.fields import Answers, Field, Option
from chat.form import Branch, Form
from chat.message import Reply
from core.text import msg, words
from handlers._habit_fields import Chosen, habit_fields
from handlers._reminding import changed, wishes_of


async def my_reminders(ctx: Context, chosen: Chosen) -> Reply:
    return await changed(ctx, chosen.wish)


async def _fields(ctx: Context, _answers: Answers) -> Sequence[Field]:
    return habit_fields(await wishes_of(ctx.services).of(ctx.person))


COMMAND = Command(
    name="my reminders",
    words=words(
        "my reminders | quiet hours | digest | change reminders | change my reminders | "
        "reminder settings | do not disturb"
    ),
    summary=msg("Choose when and how I remind you"),
    form=Form(
        title=msg("My reminders"),
        fields=(Branch((), _fields),),
        into=Chosen,
        endings=(Option("keep", msg("Keep it so")),),
    ),
    run=my_reminders,
    chapter=Chapter.DATES,
)
