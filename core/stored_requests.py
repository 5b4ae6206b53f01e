"""Requests as they are kept."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from core.people import AuthorityId, PersonId
from core.requests import Reference, Request, RequestId


class Requests(Protocol):
    async def next_number(self, country: str, year: int) -> int:
        """The next number of a country's series in a year; a number is never given twice."""
        ...

    async def add(self, request: Request) -> Request:
        """Store a new request; it comes back with its id."""
        ...

    async def get(self, reference: Reference) -> Request | None: ...

    async def by_id(self, request: RequestId) -> Request | None: ...

    async def save(self, request: Request, seen: int, *, entered: bool = True) -> bool:
        """Store if the version is still ``seen``; ``False`` when somebody was faster.

        ``entered``: an entry of the audit trail goes with it. How many there are is kept with the request.
        """
        ...

    async def last_asked(self, author: PersonId, most: int) -> Sequence[AuthorityId]:
        """The authorities this person asked last, the latest first."""
        ...

    async def in_hand(self, person: PersonId, authority: AuthorityId) -> Sequence[Request]:
        """The open requests that this person has in hand for the authority, whether it asks or answers."""
        ...

    async def open_after(self, last: RequestId, most: int) -> Sequence[Request]:
        """Those that are neither closed nor withdrawn, in the order of their ids."""
        ...

    async def many(self, references: Sequence[Reference]) -> Sequence[Request]:
        """Those that exist, in any order."""
        ...
