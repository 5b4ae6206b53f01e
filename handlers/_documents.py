"""Documents given in a form, as they are attached to a request."""

from __future__ import annotations

from chat.context import Context
from core.errors import UserError
from core.requests import Attachment
from core.text import msg


async def attached(ctx: Context, files: tuple[str, ...]) -> tuple[Attachment, ...]:
    found = [await ctx.services.files.about(file) for file in files]
    kept = [file for file in found if file]
    if len(kept) < len(files):
        raise FileGone
    return tuple(Attachment(f.id, f.name, f.kind, f.size, ctx.person.id) for f in kept)


class FileGone(UserError):
    """It was attached so long ago that it was not kept for this form."""

    field = "attachments"

    def __init__(self) -> None:
        super().__init__(msg("A document is not here any more. Please attach it again."))
