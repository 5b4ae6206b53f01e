"""Name a colleague as deputy."""

from __future__ import annotations

from dataclasses import dataclass, replace

from chat.command import Command
from chat.context import Context
from chat.form import Form
from chat.message import Button, Card, Reply, Tone, say
from core.people import PersonId
from core.text import msg, words
from handlers._colleague_search import colleague_field, colleagues


@dataclass(frozen=True, slots=True)
class Deputy:
    deputy: str


async def deputy(ctx: Context, chosen: Deputy) -> Reply:
    name = next(p.name for p in await colleagues(ctx) if p.id == chosen.deputy)
    async with ctx.services.works.writing() as work:
        await work.people.put(replace(ctx.person, deputies=(PersonId(chosen.deputy),)))
        await work.commit()
    return say(
        Card(
            title=msg("{name} is now your deputy.", name=name),
            actions=(Button(msg("My authority"), "my authority"),),
        ),
        tone=Tone.GOOD,
    )


COMMAND = Command(
    name="deputy",
    words=words("deputy | my deputy"),
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
)
