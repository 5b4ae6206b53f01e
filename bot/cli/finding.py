"""The bot's own search, without a bot around it."""

from __future__ import annotations

from collections.abc import AsyncIterator, Sequence, Set
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.cli.exits import Exit, Failure
from bot.cli.opening import assistant, configuration

if TYPE_CHECKING:
    from core.finding import Finder, Found
    from core.people import AreaId
    from core.search import Hit

_EMPTY = "There are no authorities yet. Bring them in: imi-assistant import authorities FILE"


@dataclass(frozen=True, slots=True)
class Wanted:
    limit: int
    country: str | None
    area: AreaId | None


@dataclass(frozen=True, slots=True)
class Searching:
    finder: Finder
    wanted: Wanted

    async def find(self, text: str) -> Sequence[Found]:
        limit, country = self.wanted.limit, self.wanted.country
        return await self.finder.find(text, limit=limit, country=country, areas=self._areas)

    async def hits(self, text: str) -> Sequence[Hit]:
        limit, country = self.wanted.limit, self.wanted.country
        return await self.finder.hits(text, limit=limit, country=country, areas=self._areas)

    @property
    def _areas(self) -> Set[AreaId] | None:
        return None if self.wanted.area is None else {self.wanted.area}


@asynccontextmanager
async def search_for(wanted: Wanted) -> AsyncIterator[Searching]:
    """The index is built before anything is asked, so that the first question costs no more than others."""
    async with assistant(configuration()) as ours:
        async with ours.services.works.reading() as work:
            if not await work.authorities.stamp():
                raise Failure(Exit.FAILED, _EMPTY)
        finder = ours.services.finder
        await finder.hits("ministry of justice")
        yield Searching(finder, wanted)
