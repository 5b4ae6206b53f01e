"""Files that people attach: fetched only when a question asks for one, and only as large as is allowed."""

from __future__ import annotations

from dataclasses import dataclass

from bot.matrix.faults import Refused
from bot.matrix.homeserver import Homeserver, TooLarge
from bot.matrix.patience import patiently
from bot.matrix.read import Attachment
from chat.context import Context
from chat.conversation import Conversation
from chat.fields import File
from core.errors import UserError
from core.text import msg, msgs


@dataclass(frozen=True, slots=True)
class Attachments:
    homeserver: Homeserver
    conversation: Conversation
    most_bytes: int

    async def is_wanted(self, ctx: Context) -> bool:
        page = await self.conversation.page(ctx)
        return page is not None and bool(page.fields) and isinstance(page.fields[0], File)

    async def store(self, ctx: Context, attachment: Attachment) -> str:
        """The id of the stored file. Raises ``UserError``."""
        data = await self._data(attachment)
        files, now = ctx.services.files, ctx.services.clock.now()
        return (await files.put(attachment.name, attachment.kind, data, now)).id

    async def _data(self, attachment: Attachment) -> bytes:
        try:
            if attachment.size > self.most_bytes:
                raise TooLarge
            return await patiently(
                lambda: self.homeserver.download(attachment.url, self.most_bytes), seconds=60
            )
        except TooLarge:
            raise UserError(
                msgs(
                    "This file is too large: one byte is allowed.",
                    "This file is too large: up to {n} bytes are allowed.",
                    self.most_bytes,
                )
            ) from None
        except Refused:
            raise UserError(
                msg("I could not get this file from its homeserver. Please send it again.")
            ) from None
