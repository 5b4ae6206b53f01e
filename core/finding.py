"""Finding an authority by whatever somebody types."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from core.authorities import Authority, AuthorityName
from core.people import AreaId


@dataclass(frozen=True, slots=True)
class Found:
    """An authority with the name that matched; not ``confident`` when it is only the least bad."""

    authority: Authority
    matched: AuthorityName
    confident: bool


class Finder(Protocol):
    async def find(
        self, said: str, *, limit: int = 5, country: str | None = None, area: AreaId | None = None
    ) -> Sequence[Found]:
        """Best first; ``country`` and ``area`` keep everything else out."""
        ...
