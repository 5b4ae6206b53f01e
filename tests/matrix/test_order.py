"""Each person's messages one after the other, and a bookmark that never runs ahead of the work."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest

from bot.matrix.bookmark import Bookmark
from bot.matrix.faults import Refused, Silent
from bot.matrix.lanes import Lanes
from bot.matrix.patience import patiently
from storage.engine import open_database
from storage.marks import SqlMarks
from tests.support.schemas import migrated
from tests.support.world import sqlite_url


@pytest.fixture
async def marks(tmp_path: Path) -> SqlMarks:
    await migrated(sqlite_url(tmp_path))
    return SqlMarks(open_database(sqlite_url(tmp_path)))


async def test_one_persons_messages_keep_their_order_and_another_does_not_wait() -> None:
    lanes, done = Lanes(), list[str]()
    go_on = asyncio.Event()

    async def slow() -> None:
        await go_on.wait()
        done.append("anna 1")

    async def quick(name: str) -> None:
        done.append(name)

    first = lanes.start("anna", slow)
    second = lanes.start("anna", lambda: quick("anna 2"))
    await lanes.start("joao", lambda: quick("joao"))
    assert done == ["joao"]
    go_on.set()
    await asyncio.gather(first, second)
    assert done == ["joao", "anna 1", "anna 2"]


async def test_what_breaks_does_not_stop_the_next() -> None:
    lanes, done = Lanes(), list[str]()

    async def breaks() -> None:
        raise RuntimeError

    async def works() -> None:
        done.append("works")

    lanes.start("anna", breaks)
    await lanes.start("anna", works)
    assert done == ["works"]


async def test_p8_the_bookmark_waits_for_the_work_before_it(marks: SqlMarks) -> None:
    bookmark, finish = Bookmark(marks, "sync"), asyncio.Event()
    bookmark.put("one", [asyncio.create_task(_done())])
    await bookmark.settled()
    bookmark.put("two", [asyncio.create_task(_until(finish))])
    bookmark.put("three", [])
    assert await bookmark.read() == "one"
    finish.set()
    await bookmark.settled()
    assert await bookmark.read() == "three"
    await marks.database.close()


async def test_what_was_given_up_comes_again_after_a_restart(marks: SqlMarks) -> None:
    bookmark, lanes = Bookmark(marks, "sync"), Lanes()
    bookmark.put("one", [])
    bookmark.put("two", [lanes.start("anna", lambda: _until(asyncio.Event()))])
    bookmark.put("three", [])
    await lanes.finish(0.01)
    await bookmark.settled()
    assert await bookmark.read() == "one"
    await marks.database.close()


async def test_a_limit_is_waited_for_and_a_refusal_is_final() -> None:
    faults = [
        Refused("send", "M_LIMIT_EXCEEDED", 429, 0.001),
        Silent("send", "ClientOSError", sent=True),
        Refused("send", "", 502, None),
    ]

    async def in_the_end() -> str:
        if faults:
            raise faults.pop()
        return "sent"

    assert await patiently(in_the_end) == "sent"

    async def never() -> str:
        raise Refused("send", "M_FORBIDDEN", 403, None)

    with pytest.raises(Refused):
        await patiently(never)


async def test_patience_ends() -> None:
    async def limited() -> str:
        raise Refused("send", "M_LIMIT_EXCEEDED", 429, 60)

    with pytest.raises(Refused):
        await patiently(limited, seconds=1)


async def _until(told: asyncio.Event) -> None:
    await told.wait()


async def _done() -> None:
    """Work that is finished at once."""
