"""A picture of numbers, in terms no library owns: what is drawn for one reader."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

from core.text import Message


@dataclass(frozen=True, slots=True)
class Bar:
    label: Message
    number: int


@dataclass(frozen=True, slots=True)
class Panel:
    title: Message
    bars: tuple[Bar, ...]


@dataclass(frozen=True, slots=True)
class Chart:
    """Panels stand one under the other; ``foot`` says what the numbers count."""

    title: Message
    panels: tuple[Panel, ...]
    foot: Message


class Plotter(Protocol):
    async def png(self, chart: Chart, language: str, time_zone: str) -> bytes:
        """The chart as its reader reads it."""
        ...
