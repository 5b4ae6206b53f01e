"""Many lookups at once as one query, always a fresh one: nothing that was read is kept."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Collection, Hashable, Mapping
from itertools import islice
from typing import Generic, TypeAlias, TypeVar

K = TypeVar("K", bound=Hashable)
V = TypeVar("V")

_Askers: TypeAlias = list[asyncio.Future[V | None]]

_MOST = 500


class Gathered(Generic[K, V]):
    """What is asked while a query is under way is asked together in the next: no answer is older than its question."""

    def __init__(self, find: Callable[[Collection[K]], Awaitable[Mapping[K, V]]]) -> None:
        self._find = find
        self._waiting: dict[K, _Askers[V]] = {}
        self._finder: asyncio.Task[None] | None = None

    async def get(self, key: K) -> V | None:
        return await self._ask(key)

    async def many(self, keys: Collection[K]) -> Mapping[K, V]:
        """Those that were found, in the order of the keys."""
        answers = await asyncio.gather(*map(self._ask, keys))
        return {key: one for key, one in zip(keys, answers, strict=True) if one is not None}

    def _ask(self, key: K) -> asyncio.Future[V | None]:
        answer: asyncio.Future[V | None] = asyncio.get_running_loop().create_future()
        self._waiting.setdefault(key, []).append(answer)
        if self._finder is None:
            self._finder = asyncio.create_task(self._find_all())
        return answer

    async def _find_all(self) -> None:
        try:
            while self._waiting:
                batch = dict(islice(self._waiting.items(), _MOST))
                for key in batch:
                    del self._waiting[key]
                await self._answer(batch)
        finally:
            self._finder = None

    async def _answer(self, batch: Mapping[K, _Askers[V]]) -> None:
        try:
            found = await self._find(batch.keys())
        except Exception as problem:  # whoever waits must hear of it, whatever it is
            for answer in _open(batch):
                answer.set_exception(problem)
            return
        for key, askers in batch.items():
            for answer in _open({key: askers}):
                answer.set_result(found.get(key))


def _open(batch: Mapping[K, _Askers[V]]) -> list[asyncio.Future[V | None]]:
    """Whoever was cancelled waits no longer."""
    return [answer for askers in batch.values() for answer in askers if not answer.done()]
