"""Say that one is on it: nobody of the team is reminded until the day."""

from __future__ import annotations

from collections.abc import Iterator

from chat.chapters import Chapter
from chat.command import Command
from chat.context import Context
from chat.fields import ReferenceField
from chat.form import Form
from chat.message import Button, Card, Reply, Tone, say
from core.people import Person
from core.putting_off import PuttingOff
from core.text import Message, msg, words
from handlers._desk import OneRequest
from handlers._reminding import wishes_of


async def on_it(ctx: Context, one: OneRequest) -> Reply:
    name = one.reference
    in_hand = await PuttingOff(wishes_of(ctx.services)).on_it(ctx.person, name)
    card = Card(
        title=msg("Good, you are on it: **{reference}**", reference=name),
        body=(
            *_already(in_hand.already),
            msg(
                "I remind neither you nor your colleagues of it any more. The next reminder: {moment}",
                moment=in_hand.until,
            ),
        ),
        actions=(Button(msg("Show everything"), f"show {name}"),),
    )
    return say(card, tone=Tone.GOOD)


def _already(colleague: Person | None) -> Iterator[Message]:
    if colleague:
        yield msg(
            "**{name} said so before you.** Please agree which of you goes on with it.",
            name=colleague.name,
        )


COMMAND = Command(
    name="on it",
    words=words("on it | i am on it | working on it | i am working on it | i'm on it"),
    summary=msg("Say that you are on it, and hear no more until the day"),
    form=Form(title=msg("I am on it"), fields=(ReferenceField(),), into=OneRequest),
    run=on_it,
    chapter=Chapter.DATES,
)
