"""How far everything is done: a sync's token is stored only when the work it brought is finished."""

from __future__ import annotations

import asyncio
from typing import TypeAlias

import structlog

from core.talks import Marks

log = structlog.get_logger()

Tasks: TypeAlias = list[asyncio.Task[None]]


class Bookmark:
    """What is given up on the way out comes again at the next start: later tokens are not stored then."""

    def __init__(self, marks: Marks, name: str) -> None:
        self._marks = marks
        self._name = name
        self._last: asyncio.Task[bool] | None = None

    async def read(self) -> str | None:
        return await self._marks.get(self._name)

    def put(self, token: str, after: Tasks) -> None:
        self._last = asyncio.create_task(self._put(self._last, token, after))

    async def settled(self) -> None:
        if self._last is not None:
            await self._last

    async def _put(self, before: asyncio.Task[bool] | None, token: str, after: Tasks) -> bool:
        if after:
            await asyncio.wait(after)
        if before is not None and not await before:
            return False
        if any(task.cancelled() for task in after):
            return False
        try:
            await self._marks.put(self._name, token)
        except Exception:
            # A later token says the same and more.
            log.exception("matrix.bookmark")
        return True
