"""The review in one press: everything was looked at, nothing has to change."""

from __future__ import annotations

from dataclasses import dataclass

from chat.chapters import Chapter
from chat.command import Command
from chat.context import Context
from chat.fields import Text
from chat.form import Form
from chat.message import Button, Card, Reply, Tone, say
from core.confirming import all_right
from core.describing import Describing
from core.text import msg, words
from handlers._kept_authorities import one_kept


@dataclass(frozen=True, slots=True)
class Which:
    authority: str | None


async def all_still_right(ctx: Context, which: Which) -> Reply:
    authority = await one_kept(ctx, which.authority)
    describing = Describing(ctx.services.works, ctx.services.clock)
    after = await all_right(describing, ctx.person, authority.id)
    return say(
        Card(
            title=msg("Thank you: {name} is up to date.", name=after.name),
            body=(msg("I ask again in half a year."),),
            actions=(Button(msg("My authority"), "my authority"),),
        ),
        tone=Tone.GOOD,
    )


COMMAND = Command(
    name="all still right",
    words=words("all still right | still correct | all still correct"),
    summary=msg("Say that your authority and its people are right"),
    form=Form(
        title=msg("All still right"),
        fields=(Text("authority", msg("Which authority?"), required=False),),
        into=Which,
    ),
    run=all_still_right,
    chapter=Chapter.TEAM,
)
