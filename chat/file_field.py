"""The question for files."""

from __future__ import annotations

import re
from dataclasses import dataclass

from chat.ear import Hearing
from core.attachments import KINDS, Kind
from core.errors import UserError
from core.text import Listing, Message, msg, msgs


@dataclass(frozen=True, slots=True)
class File:
    """Files already stored by the adapter, of these kinds; canonical form: their ids, joined by commas."""

    name: str
    label: Message
    hint: Message | None = None
    required: bool = False
    kinds: tuple[Kind, ...] = KINDS
    why: Message | None = None
    several: bool = True

    @property
    def good(self) -> Message:
        kinds = Listing(tuple(kind.label for kind in self.kinds))
        if self.several:
            return msg("One or several files of these kinds: {kinds}.", kinds=kinds)
        return msg("One file. Its kind may be: {kinds}.", kinds=kinds)

    def hear(self, said: str, hearing: Hearing) -> str:
        ids = [part for part in re.split(r"[,\s]+", said) if part]
        if not ids or not all(re.fullmatch(r"[0-9a-f]{64}", part) for part in ids):
            raise UserError(msg("That is not a file. Please attach one, or write `skip`."))
        return ",".join(ids)

    def value(self, answer: str) -> tuple[str, ...]:
        return tuple(answer.split(",")) if answer else ()

    def show(self, answer: str) -> Message:
        count = len(self.value(answer))
        return msgs("one file", "{n} files", count)
