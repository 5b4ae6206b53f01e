"""Accept a request, for the date asked for or an earlier one."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from chat.chapters import Chapter
from chat.command import Command
from chat.context import Context
from chat.fields import ReferenceField
from chat.form import Form
from chat.message import Reply
from chat.periods import Until
from chat.seen import Seen
from core.deadlines import Rule, Since
from core.requests import Action, Reference, Side
from core.text import msg, words
from handlers._dates import given_day
from handlers._desk import opened


@dataclass(frozen=True, slots=True)
class Acceptance:
    reference: Reference
    day: date | Rule | None
    edition: int | None = None


async def accept(ctx: Context, acceptance: Acceptance) -> Reply:
    name = acceptance.reference
    before = (await ctx.services.exchange.show(ctx.person, name)).view
    said = msg("You have accepted request **{reference}**.", reference=name)
    if before.proposal is not None and before.side is Side.ANSWERER:
        said = msg(
            "You have accepted request **{reference}**. "
            "The date that was proposed before, {day}, no longer counts.",
            reference=name,
            day=before.proposal.day,
        )
    given = await given_day(ctx, name, acceptance.day, Since.ACCEPTED)
    given = replace(given, edition=acceptance.edition)
    return await opened(ctx, name, Action.ACCEPT, said, given)


COMMAND = Command(
    name="accept",
    words=words("accept | accept request | accept the request | i accept | take on"),
    summary=msg("Accept a request and its date"),
    form=Form(
        title=msg("Accept a request"),
        fields=(
            ReferenceField(action=Action.ACCEPT),
            Seen(),
            Until(
                "day",
                msg("By which day will you answer?"),
                hint=msg("Leave it out to accept the date asked for."),
                required=False,
                ahead=True,
                since=Since.ACCEPTED,
            ),
        ),
        into=Acceptance,
    ),
    run=accept,
    chapter=Chapter.ANSWERING,
)
