"""Propose another date for the answer."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from chat.command import Command
from chat.context import Context
from chat.fields import Day, ReferenceField
from chat.form import Form
from chat.message import Reply
from core.changes import Given
from core.requests import Action, Reference
from core.text import msg, words
from handlers._desk import done


@dataclass(frozen=True, slots=True)
class ProposedDate:
    reference: Reference
    day: date


async def propose_date(ctx: Context, proposed: ProposedDate) -> Reply:
    said = msg(
        "You have proposed {day} for request **{reference}**. I will tell you what they decide.",
        day=proposed.day,
        reference=proposed.reference,
    )
    given = Given(day=proposed.day)
    return await done(ctx, proposed.reference, Action.PROPOSE, said, given)


COMMAND = Command(
    name="propose date",
    words=words("propose date | propose another date | other date"),
    summary=msg("Propose another date for the answer"),
    form=Form(
        title=msg("Propose another date"),
        fields=(
            ReferenceField(action=Action.PROPOSE),
            Day(
                "day",
                msg("By which day can you answer?"),
                hint=msg("For example 30.11.2026, or +14 for two weeks from today."),
                ahead=True,
            ),
        ),
        into=ProposedDate,
    ),
    run=propose_date,
)
