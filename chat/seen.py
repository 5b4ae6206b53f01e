"""What a button knows and nobody is asked: which edition of a request its reader has looked at, which page is next."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TypeAlias

from chat.ear import Hearing
from core.text import Message, as_written, msg


@dataclass(frozen=True, slots=True)
class Seen:
    """Which edition of a request was looked at: said by a button as `#2`, and never asked for."""

    name: str = "edition"
    label: Message = field(default=msg("Which edition?"))
    hint: Message | None = None
    required: bool = False
    why: Message | None = None

    @property
    def good(self) -> Message:
        return self.label

    def hear(self, said: str, hearing: Hearing) -> str:
        return said.strip().removeprefix("#")

    def value(self, answer: str) -> int:
        return int(answer)

    def show(self, answer: str) -> Message:
        return as_written(answer)


@dataclass(frozen=True, slots=True)
class PageNumber:
    """Which page of something long; what is no number is the first."""

    name: str = "page"
    label: Message = field(default=msg("Which page?"))
    hint: Message | None = None
    required: bool = False
    why: Message | None = None

    @property
    def good(self) -> Message:
        return self.label

    def hear(self, said: str, hearing: Hearing) -> str:
        number = said.strip()[:_LONGEST]
        return number if number.isdecimal() else "1"

    def value(self, answer: str) -> str:
        return answer

    def show(self, answer: str) -> Message:
        return as_written(answer)


Unasked: TypeAlias = Seen | PageNumber

_LONGEST = 6
