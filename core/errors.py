"""What may go wrong in the domain, each with the text the user will read."""

from __future__ import annotations

from core.text import Message
from core.wanted import Wanted


class UserError(Exception):
    """An expected failure; ``message`` is shown to the user as it is.

    ``field`` names the answer that caused it, so that a form can ask just that again. ``wanted`` is the right that
    is missing: whoever shows the message adds who could.
    """

    field: str | None = None
    wanted: Wanted | None = None

    def __init__(self, message: Message) -> None:
        super().__init__(message.singular)
        self.message = message
