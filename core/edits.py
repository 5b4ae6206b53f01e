"""What is set of an authority, kept for a while as it was before: so that it can be taken back."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Protocol, TypeAlias

from core.authorities import Authority
from core.habits import Habits, Owner
from core.people import AuthorityId, PersonId
from core.workflows import Workflow

UNDONE_WITHIN = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class TeamHabits:
    """How an authority, or one of its rooms, is reminded."""

    owner: Owner
    habits: Habits


Before: TypeAlias = Authority | Workflow | TeamHabits


@dataclass(frozen=True, slots=True)
class Edit:
    at: datetime
    by: PersonId
    authority: AuthorityId
    before: Before


class Edits(Protocol):
    async def add(self, edit: Edit) -> None:
        """Those of the same authority that are too old to be taken back are gone with it."""
        ...

    async def last(self, authority: AuthorityId) -> Edit | None: ...

    async def forget(self, authority: AuthorityId, since: datetime, before: datetime) -> None:
        """Those made from ``since`` on, which were taken back, and those older than ``before``."""
        ...
