"""Authorities from within, as far as it matters for whom to tell: who is there, and how each wants to be told."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import field
from typing import Protocol

from core.authorities import linked_in
from core.habits import Customs
from core.people import AreaId, AuthorityId, Person, PersonId, Right, Room
from core.values import value


@value(frozen=True, slots=True)
class House:
    """``people``: everyone who belongs to it and has not left. ``customs``: theirs and those of its rooms."""

    authority: AuthorityId
    people: Mapping[PersonId, Person] = field(default_factory=dict)
    rooms: Sequence[Room] = ()
    customs: Customs = field(default_factory=dict)
    coordinators: Mapping[AreaId, AuthorityId] = field(default_factory=dict)

    def coordinator(self, area: AreaId) -> AuthorityId | None:
        """The one it is linked to in this area, or in all; nobody coordinates itself."""
        return linked_in(area, self.coordinators, self.authority)

    def with_any(self, rights: Collection[Right], area: AreaId) -> Sequence[Person]:
        found = {
            person.id: person
            for person in self.people.values()
            for right in rights
            if person.may(right, self.authority, area)
        }
        return list(found.values())


class Houses(Protocol):
    async def of(
        self, authorities: Collection[AuthorityId], area: AreaId
    ) -> Mapping[AuthorityId, House]:
        """These, and those that coordinate them in this area."""
        ...
