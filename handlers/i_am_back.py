"""At work again, earlier than planned."""

from __future__ import annotations

from chat.chapters import Chapter
from chat.command import Command
from chat.context import Context
from chat.form import Form
from chat.message import Button, Card, Reply, Tone, say
from core.absences import Absences
from core.habits import Stay
from core.text import Message, msg, words
from handlers._nothing import Nothing
from handlers._reminding import wishes_of


async def i_am_back(ctx: Context, _nothing: Nothing) -> Reply:
    called_off = await Absences(wishes_of(ctx.services)).back(ctx.person)
    title = _called_off(called_off) if called_off else _WELCOME
    card = Card(title=title, actions=(Button(msg("My tasks"), "my tasks"),))
    return say(card, tone=Tone.GOOD)


_WELCOME = msg("Welcome back. From now on everything comes to you again.")


def _called_off(stay: Stay) -> Message:
    return msg(
        "Your absence from {first} to {last} is called off.", first=stay.first, last=stay.last
    )


COMMAND = Command(
    name="i am back",
    words=words("i am back | i'm back | i have returned | i am back at work | back at work"),
    summary=msg("Say that you are at work again"),
    form=Form(title=msg("I am back"), fields=(), into=Nothing),
    run=i_am_back,
    chapter=Chapter.TEAM,
)
