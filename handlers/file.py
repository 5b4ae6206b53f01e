"""Hand over a document attached to a request."""

from __future__ import annotations

from dataclasses import dataclass

from chat.command import Command
from chat.context import Context
from chat.fields import ReferenceField, Text
from chat.form import Form
from chat.message import Document, Reply, problem, say
from core.requests import Reference
from core.text import msg, words


@dataclass(frozen=True, slots=True)
class OneFile:
    reference: Reference
    number: str | None


async def file(ctx: Context, one: OneFile) -> Reply:
    """Only what the reader's view holds can be had."""
    case = await ctx.services.exchange.show(ctx.person, one.reference)
    attached = case.view.attachments
    place = int(one.number) if one.number and one.number.isdecimal() else 1
    if not 1 <= place <= len(attached):
        return problem(
            msg("Request **{reference}** has no such document.", reference=one.reference)
        )
    found = attached[place - 1]
    return say(Document(found.file, found.name, found.kind))


COMMAND = Command(
    name="file",
    words=words("file | document"),
    summary=msg("Get a document attached to a request"),
    form=Form(
        title=msg("A document"),
        fields=(
            ReferenceField(),
            Text("number", msg("What is the number of the document?"), required=False),
        ),
        into=OneFile,
    ),
    run=file,
    effect=False,
)
