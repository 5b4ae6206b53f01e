"""Open blocked personal data: for coordinators, for a ground the law knows, and written down."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from chat.cards import case_card
from chat.chapters import Chapter
from chat.command import Command
from chat.context import Context
from chat.fields import Answers, Choice, Field, Option, ReferenceField
from chat.form import Branch, Form
from chat.message import Reply, say
from core.disclosure import Ground
from core.exchange import Case
from core.requests import Reference
from core.text import Message, msg, words
from handlers._desk import desk_for

GROUNDS: Mapping[Ground, Message] = {
    Ground.PROOF: msg("To prove that the information was exchanged"),
    Ground.CONSENT: msg("The person concerned agrees"),
    Ground.PUBLIC_INTEREST: msg("An overriding public interest"),
}


@dataclass(frozen=True, slots=True)
class Opening:
    reference: Reference
    ground: str


async def open_blocked(ctx: Context, opening: Opening) -> Reply:
    view = await ctx.services.disclosures.open(
        ctx.person, opening.reference, Ground(opening.ground)
    )
    case = Case(view, (), ())
    desk = await desk_for(ctx, case)
    said = msg("Here are the blocked data, this once. It is written down that you have seen them.")
    return say(said, case_card(case, desk))


async def _ground(ctx: Context, answers: Answers) -> Sequence[Field]:
    """Nobody is asked for a reason who may not open them anyway."""
    await ctx.services.disclosures.check(ctx.person, Reference(answers["reference"]))
    return (
        Choice(
            "ground",
            msg("For which reason do you open them?"),
            tuple(Option(ground.value, label) for ground, label in GROUNDS.items()),
            hint=msg("The law allows no other. Your reason is written down."),
        ),
    )


COMMAND = Command(
    name="open blocked",
    words=words("open blocked | unblock | unblock data"),
    summary=msg("Open blocked personal data, as a coordinator"),
    form=Form(
        title=msg("Open blocked data"),
        fields=(ReferenceField(), Branch(("reference",), _ground)),
        into=Opening,
    ),
    run=open_blocked,
    chapter=Chapter.TEAM,
)
