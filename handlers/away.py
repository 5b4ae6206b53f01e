"""Say when one is away: the deputy gets what is due meanwhile."""

from __future__ import annotations

from dataclasses import dataclass

from chat.chapters import Chapter
from chat.command import Command
from chat.context import Context
from chat.form import Form
from chat.message import Button, Card, Reply, Tone, say
from chat.stays import StayField
from core.absences import Absences
from core.habits import Stay
from core.text import Message, msg, words
from handlers._reminding import wishes_of


@dataclass(frozen=True, slots=True)
class Absent:
    stay: Stay


async def away(ctx: Context, absent: Absent) -> Reply:
    stay = absent.stay
    deputy = await Absences(wishes_of(ctx.services)).away(ctx.person, stay)
    card = Card(
        title=msg("You are away from {first} to {last}", first=stay.first, last=stay.last),
        body=(_deputy(deputy.name if deputy else None), _BY_ITSELF),
        actions=(
            *(() if deputy else (Button(msg("Name a deputy"), "deputy"),)),
            Button(msg("I am back"), "i am back"),
        ),
    )
    return say(card, tone=Tone.GOOD if deputy else Tone.NORMAL)


def _deputy(name: str | None) -> Message:
    if name is None:
        return msg(
            "**Nobody stands in for you.** Please name a deputy who is there, so that no date is missed."
        )
    return msg(
        "Meanwhile **{name}** gets your reminders and what is new, and sees for whom and why. "
        "I remind you of what is still open when you are back.",
        name=name,
    )


_BY_ITSELF = msg("It ends by itself.")

COMMAND = Command(
    name="away",
    words=words(
        "away | i am away | absence | absent | on holiday | i am on holiday | on leave | "
        "i am on leave | vacation | out of office | i will be away | i am sick | sick "
        "leave | i am ill"
    ),
    summary=msg("Say when you are away, so that your deputy is told"),
    form=Form(
        title=msg("Away"),
        fields=(
            StayField(
                "stay",
                msg("From when to when are you away?"),
                msg("For example: “from 1 to 14 August”, or “until 14.8.”"),
            ),
        ),
        into=Absent,
    ),
    run=away,
    chapter=Chapter.TEAM,
)
