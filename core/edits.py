"""Edits of an authority's description, kept for a while with what it was before."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from core.authorities import Authority
from core.people import AuthorityId, PersonId


@dataclass(frozen=True, slots=True)
class Edit:
    at: datetime
    by: PersonId
    before: Authority


class Edits(Protocol):
    async def add(self, edit: Edit) -> None: ...

    async def last(self, authority: AuthorityId) -> Edit | None: ...

    async def forget(self, authority: AuthorityId, since: datetime, before: datetime) -> None:
        """Those made from ``since`` on, which were taken back, and those older than ``before``."""
        ...
