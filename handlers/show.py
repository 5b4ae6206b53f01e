"""Look at one request."""

from __future__ import annotations

from dataclasses import replace

from chat.chapters import Chapter
from chat.command import Command
from chat.context import Context
from chat.fields import ReferenceField
from chat.form import Form
from chat.message import Button, Card, Reply
from chat.translation import foreign
from core.exchange import Case
from core.references import whole_reference
from core.refusals import UnknownRequest
from core.requests import Reference
from core.text import msg, words
from handlers._desk import OneRequest, shown


async def show(ctx: Context, one: OneRequest) -> Reply:
    case = await _meant(ctx, one.reference)
    reply = await shown(ctx, case)
    if ctx.services.translator and foreign(case.view, ctx.services.content, ctx.language):
        return replace(reply, parts=(*reply.parts, _in_another_language(one)))
    return reply


async def _meant(ctx: Context, name: Reference) -> Case:
    """For a part of what one has asked, the whole: it shows where its parts stand."""
    try:
        return await ctx.services.exchange.show(ctx.person, name)
    except UnknownRequest as unknown:
        whole = whole_reference(name)
        if whole == name:
            raise
        try:
            return await ctx.services.exchange.show(ctx.person, whole)
        except UnknownRequest:
            raise unknown from None


def _in_another_language(one: OneRequest) -> Card:
    return Card(
        title=msg("Some of it is in another language."),
        actions=(Button(msg("Translate by machine"), f"translate {one.reference}"),),
    )


COMMAND = Command(
    name="show",
    words=words(
        "show | open | show request | show the request | open request | open the request | "
        "view | view request | look at | status | details | what about | decline | refuse | "
        "reject"
    ),
    summary=msg("Look at one request"),
    form=Form(title=msg("Show a request"), fields=(ReferenceField(),), into=OneRequest),
    run=show,
    effect=False,
    chapter=Chapter.TASKS,
)
