"""Hand over a document attached to a request."""

from __future__ import annotations

import logging
from dataclasses import dataclass

from chat.chapters import Chapter
from chat.command import Command
from chat.context import Context
from chat.fields import ReferenceField, Text
from chat.form import Form
from chat.message import Document, Reply, problem, say
from core.errors import UserError
from core.files import NotReadable
from core.requests import Attachment, Reference
from core.text import msg, words

logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class OneFile:
    reference: Reference
    number: str | None


async def file(ctx: Context, one: OneFile) -> Reply:
    """Only what the reader's view holds can be had."""
    case = await ctx.services.exchange.show(ctx.person, one.reference)
    attached = case.view.attachments
    said = (one.number or "1").strip()
    place = int(said) if said.isdecimal() else 0
    if not 1 <= place <= len(attached):
        return problem(
            msg("Request **{reference}** has no such document.", reference=one.reference)
        )
    return say(await _document(ctx, attached[place - 1]))


async def _document(ctx: Context, attached: Attachment) -> Document:
    try:
        found = await ctx.services.files.get(attached.file)
    except NotReadable as error:
        logger.exception("a document cannot be read")
        raise _cannot_be_opened(attached) from error
    if found is None:
        raise _cannot_be_opened(attached)
    return Document(attached.name, attached.kind, found.data)


def _cannot_be_opened(attached: Attachment) -> UserError:
    return UserError(
        msg(
            "The document “{name}” cannot be opened now. Please tell whoever runs this assistant.",
            name=attached.name,
        )
    )


COMMAND = Command(
    name="file",
    words=words(
        "file | document | documents | files | attachment | attachments | get document | download"
    ),
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
    chapter=Chapter.TASKS,
)
