"""Say of a closed request how its answers were."""

from __future__ import annotations

from dataclasses import dataclass

from chat.chapters import Chapter
from chat.command import Command
from chat.context import Context
from chat.fields import ReferenceField
from chat.form import Form
from chat.message import Reply
from core.acts import Given
from core.requests import Action, Reference
from core.text import msg, words
from handlers._desk import done
from handlers._rating import effort_field, rating_of, timeliness_field


@dataclass(frozen=True, slots=True)
class Rated:
    reference: Reference
    timeliness: str
    effort: str


async def rate(ctx: Context, rated: Rated) -> Reply:
    said = msg("Thank you. The answers to **{reference}** are rated.", reference=rated.reference)
    given = Given(rating=rating_of(rated.timeliness, rated.effort))
    return await done(ctx, rated.reference, Action.RATE, said, given)


COMMAND = Command(
    name="rate",
    words=words("rate | rate answers | rate the answers | feedback"),
    summary=msg("Say how the answers to a request were"),
    form=Form(
        title=msg("Rate the answers"),
        fields=(
            ReferenceField(action=Action.RATE),
            timeliness_field(required=True),
            effort_field(required=True),
        ),
        into=Rated,
    ),
    run=rate,
    chapter=Chapter.ASKING,
)
