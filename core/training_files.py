"""Dates of trainings that somebody sends as a file: what can be read of it, and what cannot."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from core.people import Person
from core.text import Message
from core.trainings import Plan
from core.work import Work


@dataclass(frozen=True, slots=True)
class Fault:
    """Line 0: the file as a whole. ``column`` may be empty."""

    line: int
    column: str
    reason: Message


@dataclass(frozen=True, slots=True)
class Dates:
    """``plans`` could be planned as they are; ``faults`` are the first of those that were found, ``rows`` how
    many rows have one. ``unused``: columns that say nothing of a training."""

    plans: Sequence[Plan]
    faults: Sequence[Fault] = ()
    rows: int = 0
    unused: Sequence[str] = ()


class TrainingFiles(Protocol):
    async def read(self, work: Work, data: bytes, actor: Person, seats: int | None = None) -> Dates:
        """``seats``: how many there are where the file does not say."""
        ...
