"""What is kept of requests beyond their course: found by age or by person, and what was done to it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Protocol

from core.people import AuthorityId, PersonId
from core.requests import Request, RequestId
from core.retention import Due


class Deed(StrEnum):
    BLOCKED = "blocked"
    ERASED = "erased"
    OPENED = "opened"
    EXPORTED = "exported"


@dataclass(frozen=True, slots=True)
class Handling:
    """What was done to the personal data of a request, never what they say. By nobody: by the clock."""

    request: RequestId
    at: datetime
    deed: Deed
    by: PersonId | None = None
    authority: AuthorityId | None = None
    ground: str = ""


class Records(Protocol):
    async def to_block(self, due: Due, most: int) -> Sequence[Request]:
        """Closed long enough ago and not blocked."""
        ...

    async def to_erase(self, due: Due, most: int) -> Sequence[Request]:
        """Closed long enough ago and not erased."""
        ...

    async def abandoned(self, before: datetime, most: int) -> Sequence[Request]:
        """Drafts that nobody has touched since."""
        ...

    async def entered_by(
        self, authorities: Sequence[AuthorityId], after: RequestId, most: int
    ) -> Sequence[Request]:
        """Requests of these authorities that still say something, in the order of their ids."""
        ...

    async def forget_messages(self, request: RequestId) -> None:
        """What was said about a request, to whom and when."""
        ...

    async def files_of(self, request: RequestId) -> Sequence[str]:
        """The ids of the files it has."""
        ...

    async def note(self, handling: Handling) -> None:
        """Never changed afterwards."""
        ...

    async def of_request(self, request: RequestId) -> Sequence[Handling]: ...
