"""Close a request once its answers have been read, and say how they were if one likes."""

from __future__ import annotations

from dataclasses import dataclass, replace

from chat.chapters import Chapter
from chat.command import Command
from chat.context import Context
from chat.fields import ReferenceField
from chat.form import Form
from chat.message import Reply
from core.acts import Given
from core.requests import Action, Reference
from core.text import msg, words
from handlers._desk import done
from handlers._rating import effort_field, rating_card, rating_of, timeliness_field


@dataclass(frozen=True, slots=True)
class Closing:
    reference: Reference
    timeliness: str | None
    effort: str | None


async def close(ctx: Context, closing: Closing) -> Reply:
    """One press closes it; how the answers were is asked afterwards."""
    name, rating = closing.reference, rating_of(closing.timeliness, closing.effort)
    said = msg("Request **{reference}** is closed.", reference=name)
    reply = await done(ctx, name, Action.CLOSE, said, Given(rating=rating))
    return reply if rating else replace(reply, parts=(*reply.parts, rating_card(name)))


COMMAND = Command(
    name="close",
    words=words("close | close request | close the request"),
    summary=msg("Close a request whose answers you have read"),
    form=Form(
        title=msg("Close a request"),
        fields=(
            ReferenceField(action=Action.CLOSE),
            timeliness_field(required=False),
            effort_field(required=False),
        ),
        into=Closing,
    ),
    run=close,
    chapter=Chapter.ASKING,
)
