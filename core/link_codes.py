"""One-time codes as they are kept, for a short while."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Protocol

from core.people import PersonId

LASTS = timedelta(minutes=10)


@dataclass(frozen=True, slots=True)
class LinkCode:
    """A code as it is kept: without its secret, which is only known by what it gives when hashed."""

    name: str
    digest: str
    person: PersonId
    expires: datetime
    tries: int = 0


class LinkCodes(Protocol):
    async def put(self, code: LinkCode) -> None:
        """Replaces the one this person had; those that have expired are forgotten."""
        ...

    async def take(self, name: str) -> LinkCode | None:
        """The code of this name, with one more try counted. Nobody else has it until the unit ends."""
        ...

    async def forget(self, person: PersonId) -> None: ...
