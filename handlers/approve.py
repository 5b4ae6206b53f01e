"""Approve a colleague's draft, which sends it."""

from __future__ import annotations

from chat.chapters import Chapter
from chat.command import Command
from chat.context import Context
from chat.fields import ReferenceField
from chat.form import Form
from chat.message import Reply
from core.requests import Action
from core.text import msg, words
from handlers._desk import OneRequest, done


async def approve(ctx: Context, one: OneRequest) -> Reply:
    said = msg("You have approved request **{reference}**. It is sent.", reference=one.reference)
    return await done(ctx, one.reference, Action.APPROVE, said)


COMMAND = Command(
    name="approve",
    words=words("approve | approve draft | approve the draft | approve request | approve and send"),
    summary=msg("Approve a colleague's draft and send it"),
    form=Form(
        title=msg("Approve a draft"),
        fields=(ReferenceField(action=Action.APPROVE),),
        into=OneRequest,
    ),
    run=approve,
    chapter=Chapter.ASKING,
)
