"""Questions for addresses: of a page, and of a person."""

from __future__ import annotations

from dataclasses import dataclass

from chat.ear import Hearing
from core.addresses import looks_like_one
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


@dataclass(frozen=True, slots=True)
class PersonsAddress:
    """Where somebody is reached in chat: a mention, or as ``hello`` tells it."""

    name: str
    label: Message
    hint: Message | None = None
    required: bool = True

    def hear(self, said: str, hearing: Hearing) -> str:
        looks_like_one(said)
        return said.strip()

    def value(self, answer: str) -> str:
        return answer

    def show(self, answer: str) -> Message:
        return as_written(answer)
