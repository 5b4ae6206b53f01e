"""Propose another date for the answer."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from chat.chapters import Chapter
from chat.command import Command
from chat.context import Context
from chat.fields import Answers, Field, ReferenceField
from chat.form import Branch, Form
from chat.message import Reply
from chat.periods import Until
from core.acts import Given
from core.deadlines import Rule, Since
from core.requests import Action, Reference
from core.text import msg, words
from handlers._dates import Places, chosen_day, closed_there, counted, given_day
from handlers._desk import done


@dataclass(frozen=True, slots=True)
class ProposedDate:
    reference: Reference
    day: date | Rule
    better: Mapping[str, str] = field(default_factory=dict)


async def propose_date(ctx: Context, proposed: ProposedDate) -> Reply:
    name = proposed.reference
    given = await given_day(ctx, name, proposed.day, Since.DAY)
    assert given.day is not None, "the form asks for it"
    day = chosen_day(given.day, proposed.better)
    said = msg(
        "You have proposed {day} for request **{reference}**. I will tell you what they decide.",
        day=day,
        reference=name,
    )
    rule = given.rule if day == given.day else None
    return await done(ctx, name, Action.PROPOSE, said, Given(day=day, rule=rule))


async def _closed(ctx: Context, answers: Answers) -> Sequence[Field]:
    """Whether the asking authority is closed on that day: it has to read the answers."""
    if not answers.get("day"):
        return ()
    case = await ctx.services.exchange.show(ctx.person, Reference(answers["reference"]))
    wish = UNTIL.value(answers["day"])
    day, _rule = counted(ctx, wish, Since.DAY, case.view.outline.term.place)
    asker = (await ctx.authorities(case.view.asker))[case.view.asker]
    return closed_there(ctx, day, Places(asker.place, case.view.outline.term.place))


UNTIL = Until(
    "day",
    msg("By which day can you answer?"),
    hint=msg("For example 30.11.2026, or +14 for two weeks from today."),
    ahead=True,
    since=Since.DAY,
    why=msg(
        "The asking authority agrees to it or keeps the first date. Name a day that you can keep."
    ),
)


COMMAND = Command(
    name="propose date",
    words=words(
        "propose date | propose another date | other date | another date | new date | "
        "later date | change date | change the date | propose a date | extend | "
        "extend deadline | extend the deadline | extend date | extend the date | extension | "
        "change deadline | change the deadline | new deadline | postpone the date | "
        "postpone the deadline | more time | i need more time | need more time | "
        "ask for more time"
    ),
    summary=msg("Propose another date for the answer"),
    form=Form(
        title=msg("Propose another date"),
        fields=(
            ReferenceField(action=Action.PROPOSE),
            UNTIL,
            Branch(("reference",), _closed),
        ),
        into=ProposedDate,
    ),
    run=propose_date,
    chapter=Chapter.DATES,
)
