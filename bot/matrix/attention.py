"""Showing that somebody was heard, when the answer takes longer than a moment."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress

from bot.matrix.faults import Refused, Silent
from bot.matrix.homeserver import Homeserver
from bot.matrix.read import Said

_AFTER_SECONDS = 1.0
_LONGEST_SECONDS = 30


@asynccontextmanager
async def attention(
    homeserver: Homeserver, said: Said, after: float = _AFTER_SECONDS
) -> AsyncIterator[None]:
    """Mark it as read and show that one writes, once so many seconds have gone by."""
    showing = asyncio.create_task(_show(homeserver, said, after))
    try:
        yield
    finally:
        if showing.done():
            with suppress(Refused, Silent):
                await homeserver.typing(said.room, 0)
        showing.cancel()


async def _show(homeserver: Homeserver, said: Said, after: float) -> None:
    """A courtesy: whatever hinders it, the answer does not wait."""
    await asyncio.sleep(after)
    with suppress(Refused, Silent):
        await homeserver.mark_read(said.room, said.event)
        await homeserver.typing(said.room, _LONGEST_SECONDS)
