"""What somebody is shown who came too late: why it is not possible, and the case as it stands now."""

from __future__ import annotations

from collections.abc import Callable

from chat.cards import brief_card, case_card
from chat.context import Context
from chat.desk import Desk
from chat.message import Card, Reply, Tone, problem, say
from core.amending import ChangedMeanwhile
from core.errors import UserError
from core.exchange import Case
from core.refusals import NotPossibleNow
from core.requests import Reference
from core.text import Message


async def refused(ctx: Context, error: UserError) -> Reply:
    """An old button corrects itself; anything else that is refused says no more than why."""
    if isinstance(error, NotPossibleNow):
        return await as_it_stands(ctx, error.message, error.reference)
    if isinstance(error, ChangedMeanwhile):
        return await as_it_stands(ctx, error.message, error.reference, case_card)
    return problem(error.message)


async def as_it_stands(
    ctx: Context,
    why: Message,
    name: Reference,
    card: Callable[[Case, Desk], Card] = brief_card,
) -> Reply:
    try:
        case = await ctx.services.exchange.show(ctx.person, name)
    except UserError:
        return problem(why)
    desk = Desk(ctx.services.content, await ctx.authorities(case.view.asker, case.view.answerer))
    return say(why, card(case, desk), tone=Tone.PROBLEM)
