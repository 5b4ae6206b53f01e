"""Refer to a linked coordinator: a request one cannot solve, or answers that are not sufficient."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from chat.chapters import Chapter
from chat.command import Command
from chat.context import Context
from chat.fields import Answers, Choice, Field, Option, ReferenceField
from chat.form import Branch, Form
from chat.message import Reply
from core.acts import Given
from core.authorities import Authority
from core.handover import who_can_help
from core.people import AuthorityId
from core.requests import Action, FreeText, Reference, Side
from core.text import Message, msg, words
from handlers._desk import done
from handlers._words import words_field


@dataclass(frozen=True, slots=True)
class Referral:
    reference: Reference
    text: str
    to: str | None = None


async def refer(ctx: Context, referral: Referral) -> Reply:
    said = msg(
        "Request **{reference}** is referred to the coordinator. I will tell you what comes of it.",
        reference=referral.reference,
    )
    to = AuthorityId(referral.to) if referral.to else None
    given = Given(text=FreeText(referral.text, ctx.language), to=to)
    return await done(ctx, referral.reference, Action.REFER, said, given)


async def _whom(ctx: Context, answers: Answers) -> Sequence[Field]:
    """Which coordinator, where there are two: one's own, and the other side's."""
    there = await who_can_help(ctx.services.works, ctx.person, Reference(answers["reference"]))
    if len(there) < 2:
        return ()
    options = tuple(Option(each.id, _LABELS[whose](each)) for each, whose in there)
    return (
        Choice(
            "to",
            msg("Which coordinator do you ask for help?"),
            options,
            why=msg("They read the answers and advise; the request stays yours."),
        ),
    )


_LABELS: Mapping[Side, Callable[[Authority], Message]] = {
    Side.ASKER: lambda known: msg("Your own: {name}", name=known.name),
    Side.ANSWERER: lambda known: msg("The other side's: {name}", name=known.name),
}


COMMAND = Command(
    name="refer",
    words=words(
        "refer | refer request | refer to the coordinator | ask the coordinator | ask coordinator"
    ),
    summary=msg("Ask a coordinator to help with a request"),
    form=Form(
        title=msg("Refer to the coordinator"),
        fields=(
            ReferenceField(action=Action.REFER),
            words_field(
                msg("What do you need help with?"),
                msg(
                    "The coordinator reads this. Please name no person: it is not needed for that."
                ),
            ),
            Branch(("reference",), _whom),
        ),
        into=Referral,
    ),
    run=refer,
    chapter=Chapter.ANSWERING,
)
