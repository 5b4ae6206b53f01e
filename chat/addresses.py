"""A question for a web address."""

from __future__ import annotations

from dataclasses import dataclass

from chat.ear import Hearing
from core.text import Message, as_written
from core.web import web_address


@dataclass(frozen=True, slots=True)
class WebAddress:
    """Only one that everybody can open; its canonical form begins with ``https://`` or ``http://``."""

    name: str
    label: Message
    hint: Message | None = None
    required: bool = True

    def hear(self, said: str, hearing: Hearing) -> str:
        return web_address(said)

    def value(self, answer: str) -> str:
        return answer

    def show(self, answer: str) -> Message:
        return as_written(answer)
