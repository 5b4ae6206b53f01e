"""Name a colleague as deputy."""

from __future__ import annotations

from dataclasses import dataclass, replace

from chat.chapters import Chapter
from chat.command import Command
from chat.context import Context
from chat.form import Form
from chat.message import Button, Card, Reply, Tone, say
from core.errors import UserError
from core.text import msg, words
from handlers._colleague_search import colleague_field, colleagues
from handlers._oneself import change_oneself


@dataclass(frozen=True, slots=True)
class Deputy:
    deputy: str


async def deputy(ctx: Context, chosen: Deputy) -> Reply:
    named = next((p for p in await colleagues(ctx) if p.id == chosen.deputy), None)
    if named is None:
        raise UserError(
            msg("This person is no longer a colleague of yours. Please choose another.")
        )
    await change_oneself(ctx, lambda person: replace(person, deputies=(named.id,)), replanned=True)
    return say(
        Card(
            title=msg("{name} is now your deputy.", name=named.name),
            actions=(Button(msg("My authority"), "my authority"),),
        ),
        tone=Tone.GOOD,
    )


COMMAND = Command(
    name="deputy",
    words=words(
        "deputy | my deputy | name deputy | set deputy | change deputy | who is my deputy | "
        "substitute | my substitute"
    ),
    summary=msg("Name a colleague as your deputy"),
    form=Form(
        title=msg("My deputy"),
        fields=(
            colleague_field(
                "deputy",
                msg("Who is your deputy?"),
                msg("Write a part of the name of a colleague at your authority."),
            ),
        ),
        into=Deputy,
    ),
    run=deputy,
    chapter=Chapter.TEAM,
)
