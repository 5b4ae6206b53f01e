"""What may go wrong in the domain, each with the text the user will read."""

from __future__ import annotations

from core.text import Message


class UserError(Exception):
    """An expected failure; ``message`` is shown to the user as it is.

    ``field`` names the answer that caused it, so that a form can ask just that again.
    """

    field: str | None = None

    def __init__(self, message: Message) -> None:
        super().__init__(message.singular)
        self.message = message
