"""Sending a draft, or submitting it where a colleague has to approve it first."""

from __future__ import annotations

from chat.context import Context
from chat.message import Reply
from core.acts import Given
from core.clock import months_later
from core.exchange import Case
from core.requests import Action, Reference
from core.text import Message, msg
from handlers._desk import done, shown


async def sent(ctx: Context, case: Case, said: Message, given: Given | None = None) -> Reply:
    """``said`` when it is on its way to the other authority."""
    name = case.view.reference
    if any(step.action is Action.SUBMIT for step in case.steps):
        return await done(ctx, name, Action.SUBMIT, _submitted(name), given)
    return await done(ctx, name, Action.SEND, said, given)


async def saved(ctx: Context, case: Case) -> Reply:
    """A draft, with the day until which it is kept."""
    name, months = case.view.reference, ctx.services.settings.retention.usual.block
    until = months_later(ctx.services.clock.now(), months).date()
    said = msg(
        "Draft **{reference}** is saved. If nobody touches it, it is kept until {day}.",
        reference=name,
        day=until,
    )
    return await shown(ctx, case, said)


def _submitted(name: Reference) -> Message:
    return msg(
        "Request **{reference}** is submitted for approval. A colleague looks at it, and I will tell you.",
        reference=name,
    )
