"""The bot's own search, without a bot around it."""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.cli.exits import Exit, Failure
from bot.cli.opening import assistant, configuration

if TYPE_CHECKING:
    from core.finding import Found
    from core.people import AreaId

_EMPTY = "There are no authorities yet. Bring them in: imi-assistant import authorities FILE"

Find = Callable[[str], Awaitable[Sequence["Found"]]]


@dataclass(frozen=True, slots=True)
class Wanted:
    limit: int
    country: str | None
    area: AreaId | None


@asynccontextmanager
async def search_for(wanted: Wanted) -> AsyncIterator[Find]:
    """The index is built before anything is asked, so that the first question costs no more than others."""
    async with assistant(configuration()) as ours:
        async with ours.services.works.reading() as work:
            if not await work.authorities.stamp():
                raise Failure(Exit.FAILED, _EMPTY)
        finder = ours.services.finder
        await finder.find("")

        async def find(text: str) -> Sequence[Found]:
            areas = None if wanted.area is None else {wanted.area}
            return await finder.find(text, limit=wanted.limit, country=wanted.country, areas=areas)

        yield find
