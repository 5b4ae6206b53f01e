"""Finding an authority by whatever somebody types."""

from __future__ import annotations

from collections.abc import Container, Sequence
from dataclasses import dataclass
from typing import Protocol

from core.authorities import Authority, AuthorityName
from core.people import AreaId
from core.registers import Register
from core.search import Hit, Told


@dataclass(frozen=True, slots=True)
class Found:
    """An authority with the name that matched; not ``confident`` when it is only the least bad.

    Where no name matched, ``told`` is what did.
    """

    authority: Authority
    matched: AuthorityName
    confident: bool
    told: tuple[Told, ...] = ()


class Finder(Protocol):
    async def find(
        self,
        said: str,
        *,
        limit: int = 5,
        country: str | None = None,
        areas: Container[AreaId] | None = None,
        prefer: Container[str] = (),
    ) -> Sequence[Found]:
        """Best first; ``country`` and ``areas``, one of which is enough, keep everything else out.

        Of equally good ones those whose id is in ``prefer`` come first.
        """
        ...

    async def hits(
        self,
        said: str,
        *,
        limit: int = 5,
        country: str | None = None,
        areas: Container[AreaId] | None = None,
        prefer: Container[str] = (),
    ) -> Sequence[Hit]:
        """The same by their ids only, for whoever needs to know no more of them."""
        ...


@dataclass(frozen=True, slots=True)
class FoundRegister:
    """A register with the words that matched: one of its names, or of what is in it, and their language."""

    register: Register
    matched: str
    language: str
    confident: bool


class RegisterFinder(Protocol):
    async def find(
        self, said: str, *, limit: int = 5, country: str | None = None, area: AreaId | None = None
    ) -> Sequence[FoundRegister]:
        """Best first; ``country`` and ``area`` keep everything else out."""
        ...
