"""Send the answers written so far; the rest follows."""

from __future__ import annotations

from chat.chapters import Chapter
from chat.command import Command
from chat.context import Context
from chat.fields import ReferenceField
from chat.form import Form
from chat.message import Reply
from core.exchange import Case
from core.requests import Action, Reference
from core.text import Message, msg, msgs, words
from handlers._desk import OneRequest, shown


async def send_part(ctx: Context, one: OneRequest) -> Reply:
    case = await ctx.services.exchange.act(ctx.person, one.reference, Action.SEND_PART)
    return await shown(ctx, case, part_sent(one.reference, case))


def part_sent(name: Reference, case: Case) -> Message:
    return msgs(
        "A part of the answers to **{reference}** is sent. One question is still open.",
        "A part of the answers to **{reference}** is sent. {n} questions are still open.",
        len(case.open_questions),
        reference=name,
    )


COMMAND = Command(
    name="send part",
    words=words("send part | send a part | send part of the answers | partial answer"),
    summary=msg("Send the answers you have; the rest follows"),
    form=Form(
        title=msg("Send a part"),
        fields=(ReferenceField(action=Action.SEND_PART),),
        into=OneRequest,
    ),
    run=send_part,
    chapter=Chapter.ANSWERING,
)
