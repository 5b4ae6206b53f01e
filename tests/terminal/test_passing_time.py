"""Messages come at their own hour, in order, whatever stride the clock takes."""

from __future__ import annotations

from datetime import timedelta
from zoneinfo import ZoneInfo

from bot.demo import DemoWorld
from bot.terminal.inbox import Shown
from bot.terminal.stage import pass_time

ASK = (
    *("new request", "turismo de portugal", "1", "1", "2", "Rui Gonçalves", "guide"),
    *("skip", "skip", "skip", "2", "skip", "skip", "16.03.2026", "1"),
)
REQUEST = "LV-2026-000001"


async def asked(demo: DemoWorld) -> None:
    for said in ASK:
        await demo.stage.say("anna", said)


async def forward(demo: DemoWorld, days: int) -> list[Shown]:
    to = demo.clock.now() + timedelta(days=days)
    return [shown async for shown in pass_time(demo.stage, demo.clock, to)]


async def test_each_reminder_comes_at_nine_where_its_reader_is(demo: DemoWorld) -> None:
    await asked(demo)
    came = await forward(demo, 8)
    assert came
    zone = ZoneInfo("Europe/Lisbon")
    # The fifth day is a Saturday: it comes on the working day before.
    assert {f"{shown.at.astimezone(zone):%d %H:%M}" for shown in came} == {
        "06 09:00",
        "09 09:00",
        "10 07:00",
    }


async def test_messages_come_in_the_order_of_their_instants(demo: DemoWorld) -> None:
    await asked(demo)
    await demo.stage.say("joao", f"accept {REQUEST}")
    instants = [shown.at for shown in await forward(demo, 30)]
    assert len(set(instants)) > 4
    assert instants == sorted(instants)


async def test_small_strides_and_one_leap_bring_the_same(demo: DemoWorld) -> None:
    await asked(demo)
    await demo.stage.say("joao", f"accept {REQUEST}")
    start = demo.clock.now()
    stepped = [shown for _day in range(20) for shown in await forward(demo, 1)]
    assert demo.clock.now() == start + timedelta(days=20)
    # The day before the date is a Sunday: that reminder comes with the one of Friday.
    assert [shown.reader for shown in stepped].count("joao") == 4


async def test_the_clock_ends_where_it_was_sent(demo: DemoWorld) -> None:
    start = demo.clock.now()
    assert await forward(demo, 3) == []
    assert demo.clock.now() == start + timedelta(days=3)
