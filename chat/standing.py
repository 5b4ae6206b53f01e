"""What somebody is shown who came too late: why it is not possible, and the case as it stands now."""

from __future__ import annotations

from chat.cards import Desk, brief_card
from chat.context import Context
from chat.message import Reply, Tone, problem, say
from core.errors import UserError
from core.refusals import NotPossibleNow
from core.requests import Reference
from core.text import Message


async def refused(ctx: Context, error: UserError) -> Reply:
    """An old button corrects itself; anything else that is refused says no more than why."""
    if isinstance(error, NotPossibleNow):
        return await as_it_stands(ctx, error.message, error.reference)
    return problem(error.message)


async def as_it_stands(ctx: Context, why: Message, name: Reference) -> Reply:
    try:
        case = await ctx.services.exchange.show(ctx.person, name)
    except UserError:
        return problem(why)
    desk = Desk(ctx.services.content, await ctx.authorities(case.view.asker, case.view.answerer))
    return say(why, brief_card(case, desk), tone=Tone.PROBLEM)
