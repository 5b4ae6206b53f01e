"""The applications that wait for the speaker's decision."""

from __future__ import annotations

from chat.chapters import Chapter
from chat.command import Command
from chat.context import Context
from chat.form import Form
from chat.message import Button, Card, Reply, say
from core.text import msg, msgs, words
from handlers._admission import admissions
from handlers._nothing import Nothing

_MOST = 10


async def open_applications(ctx: Context, _nothing: Nothing) -> Reply:
    waiting = await admissions(ctx.services).waiting(ctx.person)
    if not waiting:
        return say(msg("No application waits for you."))
    return say(
        Card(
            title=msgs(
                "One application waits for you.",
                "{n} applications wait for you.",
                len(waiting),
            ),
            actions=tuple(
                Button(msg("{name}", name=each.name), f"application {each.id}")
                for each in waiting[:_MOST]
            ),
        )
    )


COMMAND = Command(
    name="open applications",
    words=words(
        "open applications | applications | new applications | waiting applications | "
        "all applications"
    ),
    summary=msg("See who wants to be registered"),
    form=Form(title=msg("Applications"), fields=(), into=Nothing),
    run=open_applications,
    effect=False,
    chapter=Chapter.TEAM,
)
