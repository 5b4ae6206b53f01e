"""Put a reminder off."""

from __future__ import annotations

from dataclasses import dataclass

from chat.chapters import Chapter
from chat.command import Command
from chat.context import Context
from chat.fields import Choice, Option, ReferenceField
from chat.form import Form
from chat.message import Button, Card, Reply, Tone, say
from core.putting_off import Later, PuttingOff
from core.requests import Reference
from core.text import msg, words
from handlers._reminding import wishes_of


@dataclass(frozen=True, slots=True)
class PutOff:
    reference: Reference
    until: str


async def snooze(ctx: Context, put_off: PutOff) -> Reply:
    name = put_off.reference
    putting_off = PuttingOff(wishes_of(ctx.services))
    until = await putting_off.snooze(ctx.person, name, Later(put_off.until))
    said = msg(
        "I remind you of request **{reference}** again: {moment}", reference=name, moment=until
    )
    actions = (Button(msg("Show everything"), f"show {name}"),)
    return say(Card(title=said, actions=actions), tone=Tone.GOOD)


_LATER = (
    Option(
        Later.HOUR,
        msg("In an hour"),
        also=words(
            "an hour | one hour | 1 hour | in 1 hour | in one hour | for an hour | later today"
        ),
    ),
    Option(
        Later.TOMORROW,
        msg("Tomorrow"),
        also=words("until tomorrow | till tomorrow | to tomorrow | tomorrow morning | for a day"),
    ),
    Option(
        Later.MONDAY,
        msg("On Monday"),
        also=words("monday | until monday | till monday | to monday | next monday | next week"),
    ),
    Option(
        Later.DAY,
        msg("On the day itself"),
        also=words("on the day | that day | until the day | on the due date | until the due date"),
    ),
)

COMMAND = Command(
    name="snooze",
    words=words("snooze | put off | postpone | postpone reminders | remind me later"),
    summary=msg("Put the reminders of a request off"),
    form=Form(
        title=msg("Put off"),
        fields=(ReferenceField(), Choice("until", msg("When should I remind you again?"), _LATER)),
        into=PutOff,
    ),
    run=snooze,
    chapter=Chapter.DATES,
)
