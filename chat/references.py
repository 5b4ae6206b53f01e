"""The requests one may mean where a reference is asked for."""

from __future__ import annotations

from chat.cards import title
from chat.context import Context
from chat.fields import Option, ReferenceField
from core.requests import Side
from core.tasks import due
from core.text import Country, msg

_MOST = 9


async def fitting(ctx: Context, field: ReferenceField) -> tuple[Option, ...]:
    """Those with which this can be done now, the most urgent first."""
    cases = [
        case
        for case in await ctx.services.exchange.cases(ctx.person)
        if field.action is None or any(step.action is field.action for step in case.steps)
    ]
    return tuple(
        Option(
            case.view.reference,
            msg(
                "{request} ({country}), {day}",
                request=title(case.view.outline, ctx.services.content),
                country=Country(
                    case.view.outline.answerer_country
                    if case.view.side is Side.ASKER
                    else case.view.outline.asker_country
                ),
                day=due(case),
            ),
        )
        for case in sorted(cases, key=due)[:_MOST]
    )
