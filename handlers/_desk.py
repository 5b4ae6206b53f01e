"""What several commands share: looking at a case and showing it."""

from __future__ import annotations

from dataclasses import dataclass

from chat.cards import Desk, case_card
from chat.context import Context
from chat.message import Reply, Tone, say
from core.changes import Given
from core.exchange import Case
from core.requests import Action, Reference
from core.text import Message


@dataclass(frozen=True, slots=True)
class OneRequest:
    reference: Reference


async def desk_for(ctx: Context, *cases: Case) -> Desk:
    ids = {id for case in cases for id in (case.view.asker, case.view.answerer)}
    return Desk(ctx.services.content, await ctx.authorities(*ids))


async def shown(ctx: Context, case: Case, said: Message | None = None) -> Reply:
    """A case as a card, under a sentence that says what has just happened to it."""
    card = case_card(case, await desk_for(ctx, case))
    return say(said, card, tone=Tone.GOOD) if said else say(card)


async def done(
    ctx: Context, name: Reference, action: Action, said: Message, given: Given | None = None
) -> Reply:
    """Do it, and show what has become of the case."""
    case = await ctx.services.exchange.act(ctx.person, name, action, given)
    return await shown(ctx, case, said)
