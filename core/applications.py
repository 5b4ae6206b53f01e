"""Applications: somebody wants to be registered, was invited, or is to be given more than one person may give."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import NewType, Protocol

from core.consent import Consent
from core.people import Address, AreaId, AuthorityId, PersonId, Role

ApplicationId = NewType("ApplicationId", int)


class Stage(StrEnum):
    INVITED = "invited"
    WAITING = "waiting"
    ASKED = "asked"
    APPROVED = "approved"
    REFUSED = "refused"
    DECLINED = "declined"


OPEN = frozenset({Stage.INVITED, Stage.WAITING, Stage.ASKED})


@dataclass(frozen=True, slots=True)
class Wish:
    """What somebody is to be: at which authority, in which areas, in which roles."""

    authority: AuthorityId
    areas: tuple[AreaId, ...]
    roles: frozenset[Role]


@dataclass(frozen=True, slots=True)
class Application:
    """``country`` is the authority's. ``by`` put the question or decided, at ``decided``; ``inviter`` is who
    asked for it, if it was somebody else. ``agreed``: to which terms, once the person has been asked.
    """

    id: ApplicationId
    version: int
    stage: Stage
    address: Address
    name: str
    language: str
    country: str
    wish: Wish
    filed: datetime
    word: str = ""
    inviter: PersonId | None = None
    question: str = ""
    answer: str = ""
    by: PersonId | None = None
    decided: datetime | None = None
    reason: str = ""
    agreed: Consent | None = None

    @property
    def is_open(self) -> bool:
        return self.stage in OPEN


class Applications(Protocol):
    async def add(self, application: Application) -> Application:
        """Store a new one; it comes back with its id."""
        ...

    async def get(self, application: ApplicationId) -> Application | None: ...

    async def open_of(self, address: Address) -> Application | None:
        """The one that waits for somebody's word and concerns who speaks from there."""
        ...

    async def all_of(self, address: Address) -> Sequence[Application]:
        """Those that concern who speaks from there, decided or not, the oldest first."""
        ...

    async def waiting(self, country: str) -> Sequence[Application]:
        """Those at a country's authorities on which nobody has decided, the oldest first."""
        ...

    async def save(self, application: Application, seen: int) -> bool:
        """Store if the version is still ``seen``; ``False`` when somebody was faster."""
        ...
