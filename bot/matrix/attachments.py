"""Files that people attach: fetched only when a question asks for one, and only as large as is allowed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from bot.matrix.crypto.files import Spoilt, opened_file
from bot.matrix.faults import Refused
from bot.matrix.homeserver import Homeserver, TooLarge
from bot.matrix.patience import patiently
from bot.matrix.read import Attachment
from chat.attaching import NO_FILE_WANTED, file_name, keep
from chat.context import Context
from chat.conversation import Conversation
from chat.intake import Intake
from core.attachments import Kind, too_large
from core.errors import UserError
from core.text import msg


@dataclass(frozen=True, slots=True)
class Attachments:
    homeserver: Homeserver
    conversation: Conversation
    most_bytes: int

    async def intake(self, ctx: Context, attachment: Attachment) -> Intake:
        """Raises ``UserError`` where nobody wants it."""
        found = await self.conversation.intake(ctx)
        if found is None or not found.takes(file_name(attachment.name)):
            raise UserError(NO_FILE_WANTED)
        return found

    async def store(self, ctx: Context, attachment: Attachment, kinds: Sequence[Kind]) -> str:
        """The id of the stored file. Raises ``UserError``."""
        data = await self._data(attachment)
        return await keep(ctx.services, attachment.name, data, kinds)

    async def _data(self, attachment: Attachment) -> bytes:
        try:
            if attachment.size > self.most_bytes:
                raise TooLarge
            data = await patiently(
                lambda: self.homeserver.download(attachment.url, self.most_bytes), seconds=60
            )
            return opened_file(data, attachment.key) if attachment.key else data
        except TooLarge:
            raise too_large(file_name(attachment.name), self.most_bytes) from None
        except (Refused, Spoilt):
            raise UserError(
                msg("I could not get this file from its homeserver. Please send it again.")
            ) from None
