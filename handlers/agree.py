"""Agree to a date the other authority has proposed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from chat.chapters import Chapter
from chat.command import Command
from chat.context import Context
from chat.fields import Day, ReferenceField
from chat.form import Form
from chat.message import Reply
from core.acts import Given
from core.requests import Action, Reference
from core.text import msg, words
from handlers._desk import done


@dataclass(frozen=True, slots=True)
class Agreement:
    reference: Reference
    day: date | None


async def agree(ctx: Context, agreement: Agreement) -> Reply:
    said = msg(
        "You have agreed to the new date of request **{reference}**.", reference=agreement.reference
    )
    given = Given(day=agreement.day)
    return await done(ctx, agreement.reference, Action.AGREE, said, given)


COMMAND = Command(
    name="agree",
    words=words("agree | i agree | agree to date | agree to the date"),
    summary=msg("Agree to a proposed date"),
    form=Form(
        title=msg("Agree to a date"),
        fields=(
            ReferenceField(action=Action.AGREE),
            Day(
                "day",
                msg("To which day do you agree?"),
                hint=msg("Leave it out to agree to the day proposed now."),
                required=False,
            ),
        ),
        into=Agreement,
    ),
    run=agree,
    chapter=Chapter.DATES,
)
