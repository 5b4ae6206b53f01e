"""A document of several pages, in terms no format owns: what is printed for one reader."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol, TypeAlias

from chat.message import Fact
from core.text import Message

Line: TypeAlias = Fact | Message


@dataclass(frozen=True, slots=True)
class Section:
    title: Message
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Paper:
    """``foot`` stands on every page."""

    title: Message
    sections: tuple[Section, ...]
    foot: Message


class Printer(Protocol):
    async def pdf(self, paper: Paper, language: str, time_zone: str) -> bytes:
        """The paper as its reader reads it."""
        ...
