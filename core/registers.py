"""Freely accessible public registers: what is in one of them nobody has to ask."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Protocol

from core.people import AreaId, AuthorityId, PersonId
from core.text import Named

# So long a look holds.
REVIEW = timedelta(days=365)


@dataclass(frozen=True, slots=True)
class Register:
    """``keeper`` looks after what is said of it here, ``checked`` is the day it last did."""

    id: str
    country: str
    names: Named
    languages: tuple[str, ...]
    url: str
    areas: frozenset[AreaId]
    subject: str = ""
    free: bool = True
    keeper: AuthorityId | None = None
    checked: date | None = None


@dataclass(frozen=True, slots=True)
class Trouble:
    """What speaks against a register's address: how many people reported it, and what a try brought."""

    reports: int = 0
    fault: str = ""


@dataclass(frozen=True, slots=True)
class Spared:
    """A request that nobody had to send, because one of these registers had the answer."""

    at: datetime
    authority: AuthorityId
    country: str
    area: AreaId
    registers: tuple[str, ...]


class Registers(Protocol):
    async def of(self, country: str, area: AreaId) -> Sequence[Register]: ...

    async def many(self, ids: Sequence[str]) -> Mapping[str, Register]: ...

    async def kept_by(self, authority: AuthorityId) -> Sequence[Register]: ...

    def all(self) -> AsyncIterator[Register]: ...

    async def put(self, registers: Iterable[Register]) -> None:
        """Add or replace by id; what was reported or tried stays."""
        ...

    async def stamp(self) -> str:
        """Changes whenever a register is put."""
        ...

    async def troubles(self, ids: Sequence[str]) -> Mapping[str, Trouble]:
        """Only of those that have some."""
        ...

    async def report(self, register: str, person: PersonId, at: datetime) -> None:
        """Somebody says that the address does not work; the same person counts once."""
        ...

    async def settle(self, register: str) -> None:
        """Whoever keeps it has looked: reports and faults until now are dealt with."""
        ...

    async def unreviewed(self, before: date, most: int) -> Sequence[Register]:
        """Those that an authority keeps and nobody has looked at since, the longest first."""
        ...

    async def untried(
        self, before: datetime, faulty_before: datetime, most: int
    ) -> Sequence[Register]:
        """Those whose address was not tried since, the longest untried first.

        A faulty one is among them if it was not tried since ``faulty_before``.
        """
        ...

    async def tried(self, register: Register, at: datetime, fault: str) -> None:
        """Keep what a try of its address brought, unless it has another address by now."""
        ...

    async def spare(self, spared: Spared) -> None: ...

    async def spared(self, authorities: Sequence[AuthorityId]) -> int:
        """How many requests registers have spared these authorities."""
        ...

    async def spared_in(self, country: str) -> int:
        """The same for all authorities of a country."""
        ...
