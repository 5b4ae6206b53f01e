"""In practice: everything as it was in the beginning."""

from __future__ import annotations

from dataclasses import dataclass

from chat.chapters import Chapter
from chat.command import Command
from chat.context import Context
from chat.fields import Option
from chat.form import Form
from chat.message import Card, Reply, Tone, say
from core.text import msg, words
from handlers._practice import practising


@dataclass(frozen=True, slots=True)
class Ended:
    ending: str


async def start_over(ctx: Context, _ended: Ended) -> Reply:
    await practising(ctx).start_over()
    return say(
        Card(
            title=msg("Everything is as it was in the beginning"),
            body=(
                msg(
                    "Your practice requests are gone. The lessons that you have finished stay finished."
                ),
            ),
        ),
        tone=Tone.GOOD,
    )


COMMAND = Command(
    name="start over",
    words=words("start over | start again | begin anew | reset practice"),
    summary=msg("In practice: begin anew"),
    form=Form(
        title=msg("Start over"),
        fields=(),
        into=Ended,
        endings=(Option("anew", msg("Yes, begin anew")),),
    ),
    run=start_over,
    of_practice=True,
    chapter=Chapter.HELP,
)
