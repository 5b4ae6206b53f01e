"""What an asker says of the answers it got."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


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
