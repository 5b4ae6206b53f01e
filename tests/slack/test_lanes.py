"""In one lane what changes something is done in turn; what only reads waits for nobody who only reads."""

from __future__ import annotations

import asyncio
import logging

import pytest

from bot.slack.lanes import Lanes, Order

LANE = "anna in riga"


class Diary:
    """Work that notes its beginning, and ends when it is told to."""

    def __init__(self) -> None:
        self.lanes = Lanes(logging.getLogger(__name__))
        self.began: list[str] = []
        self.ends: dict[str, asyncio.Event] = {}
        self.tasks: dict[str, asyncio.Task[None]] = {}

    def start(self, name: str, order: Order, lane: str = LANE) -> None:
        self.ends[name] = asyncio.Event()
        self.tasks[name] = self.lanes.start(lane, self._work(name), order)

    async def end(self, name: str) -> None:
        self.ends[name].set()
        await self.tasks[name]
        await self.turns()

    async def turns(self) -> None:
        """Whoever can begin has begun."""
        for _turn in range(5):
            await asyncio.sleep(0)

    async def _work(self, name: str) -> None:
        self.began.append(name)
        await self.ends[name].wait()


async def test_changes_are_made_one_after_the_other_and_other_lanes_do_not_wait() -> None:
    diary = Diary()
    diary.start("first", Order.IN_TURN)
    diary.start("second", Order.IN_TURN)
    diary.start("elsewhere", Order.IN_TURN, "joao in lisbon")
    await diary.turns()
    assert diary.began == ["first", "elsewhere"]
    await diary.end("first")
    assert diary.began == ["first", "elsewhere", "second"]
    await diary.end("second")
    await diary.end("elsewhere")


async def test_reading_is_done_side_by_side_and_a_change_waits_for_all_of_it() -> None:
    diary = Diary()
    for name in ("one", "two"):
        diary.start(name, Order.READING)
    diary.start("change", Order.IN_TURN)
    diary.start("after", Order.READING)
    await diary.turns()
    assert diary.began == ["one", "two"]
    await diary.end("two")
    assert diary.began == ["one", "two"]
    await diary.end("one")
    assert diary.began == ["one", "two", "change"]
    await diary.end("change")
    assert diary.began == ["one", "two", "change", "after"]
    await diary.end("after")


async def test_a_change_waits_for_the_change_that_the_reading_before_it_waits_for() -> None:
    diary = Diary()
    diary.start("change", Order.IN_TURN)
    diary.start("reading", Order.READING)
    diary.start("last", Order.IN_TURN)
    await diary.turns()
    diary.tasks["reading"].cancel()
    with pytest.raises(asyncio.CancelledError):
        await diary.tasks["reading"]
    await diary.turns()
    assert diary.began == ["change"]
    await diary.end("change")
    assert diary.began == ["change", "last"]
    await diary.end("last")


async def test_a_lane_whose_work_failed_goes_on() -> None:
    diary = Diary()

    async def fail() -> None:
        raise OSError("no")

    broken = diary.lanes.start(LANE, fail())
    diary.start("next", Order.IN_TURN)
    with pytest.raises(OSError, match="no"):
        await broken
    await diary.turns()
    assert diary.began == ["next"]
    await diary.end("next")
    await diary.lanes.idle()


async def test_what_is_free_waits_for_nobody() -> None:
    diary = Diary()
    diary.start("change", Order.IN_TURN)
    diary.start("search", Order.FREE)
    await diary.turns()
    assert diary.began == ["change", "search"]
    await diary.end("search")
    await diary.end("change")
