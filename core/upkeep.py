"""Who changed what in the directory, and when."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Protocol

from core.people import AuthorityId, PersonId


class Deed(StrEnum):
    REGISTER_ADDED = "register_added"
    REGISTER_CHANGED = "register_changed"
    REGISTER_CONFIRMED = "register_confirmed"
    AUTHORITY_CHANGED = "authority_changed"
    AUTHORITY_CONFIRMED = "authority_confirmed"
    AUTHORITY_UNDONE = "authority_undone"
    WORKFLOW_CHANGED = "workflow_changed"
    AUTHORITY_MERGED = "authority_merged"
    AUTHORITIES_TOLD_APART = "authorities_told_apart"
    ACCOUNT_LINKED = "account_linked"
    ACCOUNT_UNLINKED = "account_unlinked"
    ROOM_LINKED = "room_linked"
    ROOM_UNLINKED = "room_unlinked"
    REMINDERS_CHANGED = "reminders_changed"
    PERSON_APPROVED = "person_approved"
    PERSON_REFUSED = "person_refused"
    PERSON_REMOVED = "person_removed"
    PERSON_ERASED = "person_erased"
    PERSON_ADDED = "person_added"
    PERSON_CHANGED = "person_changed"
    RIGHTS_CHANGED = "rights_changed"
    REVIEWED = "reviewed"
    AUTHORITY_ADDED = "authority_added"
    COORDINATORS_LINKED = "coordinators_linked"
    TERMS_AGREED = "terms_agreed"
    TRAINING_ADDED = "training_added"
    TRAINING_CHANGED = "training_changed"
    TRAINING_CALLED_OFF = "training_called_off"
    MATERIAL_ADDED = "material_added"
    MATERIAL_REMOVED = "material_removed"
    SURVEY_STARTED = "survey_started"
    SURVEY_CLOSED = "survey_closed"


@dataclass(frozen=True, slots=True)
class Upkeep:
    """``subject`` is the id of what was changed, ``parts`` the names of what is other than it was.

    ``by`` is nobody where whoever operates the assistant did it on its command line; ``authority`` is none
    where a register has no keeper.
    """

    at: datetime
    by: PersonId | None
    authority: AuthorityId | None
    deed: Deed
    subject: str
    parts: tuple[str, ...] = ()


class Upkeeps(Protocol):
    """Added to and read, never changed."""

    async def add(self, upkeep: Upkeep) -> None: ...

    async def add_all(self, upkeeps: Sequence[Upkeep]) -> None:
        """Many at once; meanwhile nobody else adds any."""
        ...

    async def of_subject(self, subject: str) -> Sequence[Upkeep]: ...

    async def by(self, person: PersonId) -> Sequence[Upkeep]:
        """What somebody changed, the first change first."""
        ...
