"""The audit trail: who did what and when, never what a request says about a person."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import field
from datetime import datetime
from typing import Protocol

from core.people import AuthorityId, PersonId
from core.requests import Action, Reference, RequestId, State
from core.values import value


@value(frozen=True, slots=True)
class Entry:
    """One act. ``details`` holds dates and counts, no free text and no personal data.

    ``number`` grows with every entry of whatever request: of two at one moment it tells the earlier.
    """

    request: RequestId
    at: datetime
    by: PersonId
    authority: AuthorityId
    action: Action
    before: State | None
    after: State
    details: Mapping[str, str] = field(default_factory=dict)
    number: int = field(default=0, compare=False)


class Audit(Protocol):
    async def add(self, entry: Entry) -> None: ...

    async def of_request(self, request: RequestId) -> Sequence[Entry]: ...

    async def by(self, person: PersonId) -> Sequence[tuple[Reference, Entry]]:
        """What somebody did, the first act first."""
        ...
