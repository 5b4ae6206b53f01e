"""The requests one may mean where a reference is asked for."""

from __future__ import annotations

from chat.cards import title
from chat.context import Context
from chat.fields import Option, ReferenceField
from core.exchange import Case
from core.requests import Side
from core.tasks import due
from core.text import Country, msg

_MOST = 9
_AT_ONCE = 20


async def fitting(ctx: Context, field: ReferenceField) -> tuple[Option, ...]:
    """Those with which this can be done now, the most urgent first."""
    listed = await ctx.services.exchange.listed(ctx.person)
    lines = sorted(line for alike in listed if _fits(alike.like, field) for line in alike.lines)
    names = [line.reference for line in lines]
    found: list[Case] = []
    for first in range(0, len(names), _AT_ONCE):
        cases = await ctx.services.exchange.cases(ctx.person, names[first : first + _AT_ONCE])
        found += [case for case in sorted(cases, key=due) if _fits(case, field)]
        if len(found) >= _MOST:
            break
    return tuple(_option(ctx, case) for case in found[:_MOST])


def _fits(case: Case, field: ReferenceField) -> bool:
    return field.action is None or any(step.action is field.action for step in case.steps)


def _option(ctx: Context, case: Case) -> Option:
    outline, asks = case.view.outline, case.view.side is Side.ASKER
    return Option(
        case.view.reference,
        msg(
            "{request} ({country}), {day}",
            request=title(outline, ctx.services.content),
            country=Country(outline.answerer_country if asks else outline.asker_country),
            day=due(case),
        ),
    )
