"""Finds authorities: the index in memory says which, the database what is known of them."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable, Container, Sequence
from dataclasses import dataclass

from bot.live_index import LiveIndex, Shelf
from core.authorities import Authority, AuthorityName, Directory
from core.finding import Found
from core.people import AreaId, AuthorityId
from core.search import Entry, Hit, Name, Vocabulary
from core.work import Work, Works


class LiveFinder:
    def __init__(
        self,
        works: Works,
        directory: Directory,
        vocabulary: Callable[[], Vocabulary],
        shelf: Shelf | None = None,
    ) -> None:
        self._directory = directory
        self._index = LiveIndex(works, _Authorities(directory), vocabulary, shelf)

    async def find(
        self,
        said: str,
        *,
        limit: int = 5,
        country: str | None = None,
        areas: Container[AreaId] | None = None,
        prefer: Container[str] = (),
    ) -> Sequence[Found]:
        hits = await self.hits(said, limit=limit, country=country, areas=areas, prefer=prefer)
        known = await self._directory.many([AuthorityId(hit.id) for hit in hits])
        return [_found(hit, known[id]) for hit in hits if (id := AuthorityId(hit.id)) in known]

    async def hits(
        self,
        said: str,
        *,
        limit: int = 5,
        country: str | None = None,
        areas: Container[AreaId] | None = None,
        prefer: Container[str] = (),
    ) -> Sequence[Hit]:
        index = await self._index.current()
        return index.find(said, limit=limit, country=country, areas=areas, prefer=prefer)


@dataclass(frozen=True, slots=True)
class _Authorities:
    directory: Directory

    async def stamp(self) -> str:
        return await self.directory.stamp()

    async def entries(self, work: Work) -> AsyncIterator[Entry]:
        async for authority in work.authorities.all():
            yield _entry(authority)

    async def changed(self, work: Work, since: str, most: int) -> Sequence[Entry] | None:
        found = await work.authorities.changed(since, most)
        return None if found is None else list(map(_entry, found))


def _entry(authority: Authority) -> Entry:
    """One that was merged into another is not found by any name any more."""
    known = () if authority.successor else authority.names
    names = tuple(Name(name.text, name.language, name.kind) for name in known)
    return Entry(
        id=authority.id,
        country=authority.country,
        city=authority.city,
        names=names,
        areas=frozenset(authority.areas),
    )


def _found(hit: Hit, authority: Authority) -> Found:
    matched = AuthorityName(hit.name.text, hit.name.language, hit.name.kind)
    return Found(authority, matched, hit.confident, hit.told)
