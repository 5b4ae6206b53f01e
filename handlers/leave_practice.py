"""Back to what is real."""

from __future__ import annotations

from chat.chapters import Chapter
from chat.command import Command
from chat.context import Context
from chat.form import Form
from chat.message import Button, Card, Reply, Tone, say
from core.text import msg, words
from handlers._nothing import Nothing
from handlers._practice import last_day, letting


async def leave_practice(ctx: Context, _nothing: Nothing) -> Reply:
    kept = await letting(ctx.services).of(ctx.person)
    if kept is None or not kept.is_going_on(ctx.services.clock.now()):
        return say(msg("You are not practising: everything here is real."))
    left = await letting(ctx.services).leave(ctx.person)
    until = last_day(left, ctx.time_zone)
    return say(
        Card(
            title=msg("You have left practice"),
            body=(
                msg(
                    "From now on everything is real. Until {day} you can go back: what you did there is still there.",
                    day=until,
                ),
            ),
            actions=(Button(msg("My tasks"), "my tasks"), Button(msg("Practice"), "practice")),
        ),
        tone=Tone.GOOD,
    )


COMMAND = Command(
    name="leave practice",
    words=words("leave practice | end practice | stop practice | exit practice | quit practice"),
    summary=msg("Leave practice"),
    form=Form(title=msg("Leave practice"), fields=(), into=Nothing),
    run=leave_practice,
    led_out=True,
    chapter=Chapter.HELP,
)
