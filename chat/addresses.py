"""Questions for addresses: of a page, and of a person."""

from __future__ import annotations

from dataclasses import dataclass

from chat.ear import Hearing
from chat.fields import Text
from core.addresses import looks_like_one
from core.text import Message, as_written, msg
from core.web import secure_address, web_address


@dataclass(frozen=True, slots=True)
class WebAddress:
    """Only one that everybody can open; its canonical form begins with ``https://`` or ``http://``."""

    name: str
    label: Message
    hint: Message | None = None
    required: bool = True
    why: Message | None = None

    @property
    def good(self) -> Message:
        return msg("A web address, as it stands at the top of a browser.")

    def hear(self, said: str, hearing: Hearing) -> str:
        return web_address(said)

    def value(self, answer: str) -> str:
        return answer

    def show(self, answer: str) -> Message:
        return as_written(answer)


@dataclass(frozen=True, slots=True)
class SecureAddress(WebAddress):
    """One that begins with ``https://``."""

    def hear(self, said: str, hearing: Hearing) -> str:
        return secure_address(said)


@dataclass(frozen=True, slots=True)
class Venue(Text):
    """Where one goes: a room as it is written, or an address, which has to be a secure one."""

    @property
    def good(self) -> Message:
        return msg("The name of a room with its address, or an address that begins with https://.")

    def hear(self, said: str, hearing: Hearing) -> str:
        text = Text.hear(self, said, hearing)
        return secure_address(text) if "://" in text else text


@dataclass(frozen=True, slots=True)
class PersonsAddress:
    """Where somebody is reached in chat: a mention, or as ``hello`` tells it."""

    name: str
    label: Message
    hint: Message | None = None
    required: bool = True
    why: Message | None = None

    @property
    def good(self) -> Message:
        return msg("The account of a person, as their chat shows it.")

    def hear(self, said: str, hearing: Hearing) -> str:
        looks_like_one(said)
        return said.strip()

    def value(self, answer: str) -> str:
        return answer

    def show(self, answer: str) -> Message:
        return as_written(answer)
