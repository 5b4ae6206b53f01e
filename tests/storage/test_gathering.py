"""Lookups that come together share a query, and none is answered with what was read before it was asked."""

from __future__ import annotations

import asyncio
from collections.abc import Collection, Mapping

import pytest

from storage.gathering import Gathered


class Shelf:
    """Answers when it is let; notes what was asked together."""

    def __init__(self) -> None:
        self.books = {"a": 1, "b": 2}
        self.asked: list[set[str]] = []
        self.open = asyncio.Event()
        self.open.set()
        self.began = asyncio.Event()
        self.broken = False

    async def find(self, wanted: Collection[str]) -> Mapping[str, int]:
        self.asked.append(set(wanted))
        found = {name: self.books[name] for name in wanted if name in self.books}
        self.began.set()
        await self.open.wait()
        if self.broken:
            raise OSError("the shelf fell")
        return found


async def test_what_is_asked_together_is_found_together() -> None:
    shelf = Shelf()
    gathered = Gathered(shelf.find)
    found = await asyncio.gather(*(gathered.get(name) for name in ("a", "b", "c", "a")))
    assert found == [1, 2, None, 1]
    assert shelf.asked == [{"a", "b", "c"}]


async def test_what_changes_while_a_query_is_under_way_is_seen_by_whoever_asks_then() -> None:
    shelf = Shelf()
    gathered = Gathered(shelf.find)
    shelf.open.clear()
    early = asyncio.create_task(gathered.get("a"))
    await shelf.began.wait()
    shelf.books["a"] = 9
    late = asyncio.create_task(gathered.get("a"))
    await asyncio.sleep(0)
    shelf.open.set()
    assert (await early, await late) == (1, 9)
    assert await gathered.get("a") == 9


async def test_a_failure_reaches_all_who_wait_and_nobody_after_them() -> None:
    shelf = Shelf()
    gathered = Gathered(shelf.find)
    shelf.broken = True
    failed = await asyncio.gather(*(gathered.get(name) for name in "ab"), return_exceptions=True)
    assert [type(one) for one in failed] == [OSError, OSError]
    shelf.broken = False
    assert await gathered.get("b") == 2


async def test_one_who_gives_up_takes_the_answer_from_nobody() -> None:
    shelf = Shelf()
    gathered = Gathered(shelf.find)
    shelf.open.clear()
    first, second = (asyncio.create_task(gathered.get("a")) for _ in range(2))
    await shelf.began.wait()
    first.cancel()
    with pytest.raises(asyncio.CancelledError):
        await first
    shelf.open.set()
    assert await second == 1


async def test_more_than_one_query_takes_are_asked_in_several() -> None:
    shelf = Shelf()
    shelf.books = {str(number): number for number in range(1201)}
    gathered = Gathered(shelf.find)
    assert await asyncio.gather(*(gathered.get(name) for name in shelf.books)) == [*range(1201)]
    assert [len(names) for names in shelf.asked] == [500, 500, 201]
