"""What stands at the head of everything that is said: that it is practice, or real to somebody who practises."""

from __future__ import annotations

from dataclasses import replace
from typing import overload

from chat.context import Context
from chat.dialogue import Ask, Check, Turn
from chat.message import Button, Card, Reply
from chat.page import Page, Wrong
from core.text import Message, msg

# What is real, and comes to somebody who practises.
REAL = msg("**Real, not practice**")


def practice_head(ctx: Context) -> Message:
    return msg("**PRACTICE**, {today}: nothing of this is real", today=ctx.today)


def while_practising(ctx: Context) -> Card:
    """What stands where otherwise all that is real can be seen at a glance."""
    return Card(
        title=practice_head(ctx),
        body=(
            msg(
                "You are practising: what you write to me, and what you press here, happens in practice. "
                "What is really waiting for you stands here again as soon as you have left it."
            ),
        ),
        actions=(
            Button(msg("Leave practice"), "leave practice"),
            Button(msg("Lessons"), "practice"),
            Button(msg("My tasks"), "my tasks"),
        ),
    )


def with_head(head: Message, reply: Reply) -> Reply:
    return replace(reply, parts=(head, *reply.parts))


@overload
def headed(ctx: Context, said: Turn) -> Turn: ...
@overload
def headed(ctx: Context, said: Page | None) -> Page | None: ...
@overload
def headed(ctx: Context, said: Turn | Wrong) -> Turn | Wrong: ...
def headed(ctx: Context, said: Turn | Page | Wrong | None) -> Turn | Page | Wrong | None:
    """The learner's day is the one it is by now."""
    head = practice_head(ctx) if ctx.practice else ctx.head
    if head is None:
        return said
    if isinstance(said, Reply):
        return said if said.outside else with_head(head, said)
    if isinstance(said, Ask | Check | Page):
        return replace(said, head=head)
    return said
