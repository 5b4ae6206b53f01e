"""What coordinators add to learn from, beside what the content folder has."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NewType, Protocol

from core.learning import Chapter, Medium
from core.people import AuthorityId

MaterialId = NewType("MaterialId", int)
NEW = MaterialId(0)


@dataclass(frozen=True, slots=True)
class KeptMaterial:
    """``authority``: whose coordinators keep it. Who has added it stands in the trail."""

    id: MaterialId
    title: str
    language: str
    address: str
    medium: Medium
    minutes: int
    subject: Chapter
    authority: AuthorityId


class Materials(Protocol):
    async def all(self) -> Sequence[KeptMaterial]: ...

    async def get(self, material: MaterialId) -> KeptMaterial | None: ...

    async def add(self, material: KeptMaterial) -> KeptMaterial:
        """With the id it has from now on."""
        ...

    async def remove(self, material: MaterialId) -> None: ...
