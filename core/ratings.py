"""What an asker says of the answers it got."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Protocol

from core.people import AuthorityId


class Timeliness(StrEnum):
    IN_TIME = "in-time"
    LATE = "late"


class Effort(StrEnum):
    USEFUL = "useful"
    LACKING = "lacking"


@dataclass(frozen=True, slots=True)
class Rating:
    """What the asker says of the answers as a whole; what is skipped is ``None``."""

    timeliness: Timeliness | None = None
    effort: Effort | None = None


@dataclass(frozen=True, slots=True)
class Rated:
    """How many requests that one authority answered were rated like this."""

    answerer: AuthorityId
    rating: Rating
    times: int


class Ratings(Protocol):
    async def given(self, country: str, since: datetime, until: datetime) -> Sequence[Rated]:
        """Of requests that a country's authorities answered and that were closed between these instants."""
        ...
