"""How an authority works inside: whose word is needed before a request leaves, who gives out what arrives."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from core.people import ALL_AREAS, AreaId, AuthorityId

NOWHERE: frozenset[AreaId] = frozenset()


@dataclass(frozen=True, slots=True)
class Workflow:
    """The areas in which drafts need approval, and in which what arrives is allocated; ``*`` is all of them."""

    approval: frozenset[AreaId] = NOWHERE
    allocation: frozenset[AreaId] = NOWHERE

    def approves(self, area: AreaId) -> bool:
        return not self.approval.isdisjoint((area, ALL_AREAS))

    def allocates(self, area: AreaId) -> bool:
        return not self.allocation.isdisjoint((area, ALL_AREAS))


PLAIN = Workflow()


class Workflows(Protocol):
    async def of(self, authorities: Sequence[AuthorityId]) -> Mapping[AuthorityId, Workflow]:
        """An authority that has set nothing has ``PLAIN``."""
        ...

    async def put(self, authority: AuthorityId, workflow: Workflow) -> None: ...
