"""Two minutes for beginners: three things to do first."""

from __future__ import annotations

from chat.chapters import Chapter
from chat.command import Command
from chat.context import Context
from chat.form import Form
from chat.message import Button, Card, Reply, say
from core.text import msg, words
from handlers._nothing import Nothing

STEPS = (
    Card(
        title=msg("First: see that your authority is described well"),
        body=(
            msg(
                "Others find you by it. You also see there who of your colleagues works with requests."
            ),
        ),
        actions=(Button(msg("My authority"), "my authority"),),
    ),
    Card(
        title=msg("Second: name your deputy"),
        body=(msg("When you are away, somebody has to see the dates."),),
        actions=(Button(msg("Name a deputy"), "deputy"),),
    ),
    Card(
        title=msg("Third: look for an authority in another country"),
        body=(
            msg(
                "Write its name, its town or its country, in any language. From there you ask it a question."
            ),
        ),
        actions=(
            Button(msg("Find an authority"), "find authority"),
            Button(msg("My tasks"), "my tasks"),
        ),
        footer=msg(
            "What waits for you stands in `my tasks`; everything I can do stands in `help`."
        ),
    ),
)


async def tour(_ctx: Context, _nothing: Nothing) -> Reply:
    return say(*STEPS)


COMMAND = Command(
    name="tour",
    words=words(
        "tour | first steps | introduction | getting started | get started | where do i start"
    ),
    summary=msg("Take the first three steps"),
    form=Form(title=msg("First steps"), fields=(), into=Nothing),
    run=tour,
    effect=False,
    chapter=Chapter.HELP,
)
