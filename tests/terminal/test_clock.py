"""How one says where the clock is to go, and what happens on the way."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from bot.terminal.clock import HandClock, moved
from core.errors import UserError

RIGA = "Europe/Riga"


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=ZoneInfo(RIGA))


MONDAY = at("2026-03-02T11:30")


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ("+3d", "2026-03-05T11:30"),
        ("+3", "2026-03-05T11:30"),
        (" + 2h ", "2026-03-02T13:30"),
        ("+45m", "2026-03-02T12:15"),
        ("+2w", "2026-03-16T11:30"),
        ("2026-03-05", "2026-03-05T12:00"),
        ("05.03.2026", "2026-03-05T12:00"),
        ("5/3/2026 9:15", "2026-03-05T09:15"),
        ("5.3.", "2026-03-05T12:00"),
        ("2026-03-05 09:15", "2026-03-05T09:15"),
        ("2026-03-05T09:15", "2026-03-05T09:15"),
    ],
)
def test_the_clock_understands(said: str, expected: str) -> None:
    assert moved(said, MONDAY, RIGA) == at(expected)


def test_days_keep_the_hour_over_the_change_to_summer_time() -> None:
    assert moved("+1d", at("2026-03-28T11:30"), RIGA) == at("2026-03-29T11:30")


def test_hours_are_real_hours_over_the_change_to_summer_time() -> None:
    assert moved("+3h", at("2026-03-29T02:30"), RIGA) == at("2026-03-29T06:30")


@pytest.mark.parametrize(
    "said",
    ["", "tomorrow", "+d", "3d", "+3x", "2026-02-30", "2026-03-05 25:00", "+999999d", "+٣d!"],
)
def test_the_clock_says_what_it_cannot_read(said: str) -> None:
    with pytest.raises(UserError, match="cannot read"):
        moved(said, MONDAY, RIGA)


@pytest.mark.parametrize("said", ["+0d", "2026-03-01", "2020-01-01 10:00"])
def test_the_clock_does_not_go_back(said: str) -> None:
    with pytest.raises(UserError, match="only go forward"):
        moved(said, MONDAY, RIGA)


@pytest.mark.parametrize("said", ["+400d", "2031-01-01"])
def test_the_clock_does_not_leap_over_years(said: str) -> None:
    with pytest.raises(UserError, match="a year at most"):
        moved(said, MONDAY, RIGA)


def test_the_clock_stands_still_until_it_is_moved() -> None:
    clock = HandClock(MONDAY)
    assert clock.now() == clock.now() == MONDAY
    clock.move(at("2026-03-03T11:30"))
    assert clock.now() == at("2026-03-03T11:30")
