"""What several commands share: looking at a case and showing it."""

from __future__ import annotations

from dataclasses import dataclass

from chat.cards import brief_card, case_card
from chat.context import Context
from chat.desk import Desk, named
from chat.message import Reply, Tone, say
from core.acts import Given
from core.exchange import Case
from core.requests import Action, Reference
from core.text import Message


@dataclass(frozen=True, slots=True)
class OneRequest:
    reference: Reference


async def desk_for(ctx: Context, *cases: Case) -> Desk:
    ids = {id for case in cases for id in named(case)}
    return Desk(ctx.services.content, await ctx.authorities(*ids))


async def shown(ctx: Context, case: Case, said: Message | None = None) -> Reply:
    """A case as a card, under a sentence that says what has just happened to it."""
    desk = await desk_for(ctx, case)
    if said is None:
        return say(case_card(case, desk))
    return say(said, brief_card(case, desk), tone=Tone.GOOD)


async def done(
    ctx: Context, name: Reference, action: Action, said: Message, given: Given | None = None
) -> Reply:
    """Do it, and show where the case stands now."""
    case = await ctx.services.exchange.act(ctx.person, name, action, given)
    return await shown(ctx, case, said)


async def opened(
    ctx: Context, name: Reference, action: Action, said: Message, given: Given | None = None
) -> Reply:
    """Do what lets the reader see more, and show everything."""
    case = await ctx.services.exchange.act(ctx.person, name, action, given)
    return say(said, case_card(case, await desk_for(ctx, case)), tone=Tone.GOOD)
