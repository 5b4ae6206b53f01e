"""Working days and periods, in the countries whose holidays differ most.

Regulation 1182/71: Art. 3(1), the day of the event does not count; Art. 3(4), a last day on a
holiday, Saturday or Sunday moves on.
"""

from __future__ import annotations

from datetime import date, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.calendar import Calendar, at_hour, end_of_day
from core.deadlines import Rule, Unit, reckon
from tests.core.places import COUNTRIES, ZONES

CALENDAR = Calendar()
ORTHODOX, WESTERN = ("GR", "CY", "BG", "RO"), ("LV", "PT", "DE", "SE", "NO", "IS", "LI")
# Easter Sundays, from the tables of the churches.
ORTHODOX_EASTER = {
    2024: date(2024, 5, 5),
    2025: date(2025, 4, 20),
    2026: date(2026, 4, 12),
    2027: date(2027, 5, 2),
    2028: date(2028, 4, 16),
    2029: date(2029, 4, 8),
    2030: date(2030, 4, 28),
    2031: date(2031, 4, 13),
    2032: date(2032, 5, 2),
    2033: date(2033, 4, 24),
}
WESTERN_EASTER = {
    2024: date(2024, 3, 31),
    2025: date(2025, 4, 20),
    2026: date(2026, 4, 5),
    2027: date(2027, 3, 28),
    2028: date(2028, 4, 16),
    2029: date(2029, 4, 1),
    2030: date(2030, 4, 21),
    2031: date(2031, 4, 13),
    2032: date(2032, 3, 28),
    2033: date(2033, 4, 17),
}
MONDAY_AFTER = timedelta(days=1)
FRIDAY_BEFORE = timedelta(days=-2)

days = st.dates(date(2024, 1, 1), date(2033, 12, 31))
countries = st.sampled_from(COUNTRIES)


@pytest.mark.parametrize("country", ORTHODOX)
@pytest.mark.parametrize("easter", ORTHODOX_EASTER.values(), ids=str)
def test_orthodox_good_friday_and_easter_monday_are_no_working_days(
    country: str, easter: date
) -> None:
    assert not CALENDAR.is_working(easter + MONDAY_AFTER, country)
    assert not CALENDAR.is_working(easter + FRIDAY_BEFORE, country)


@pytest.mark.parametrize("country", ["DE", "SE", "NO", "IS", "LV", "LI"])
@pytest.mark.parametrize("easter", WESTERN_EASTER.values(), ids=str)
def test_western_easter_monday_is_no_working_day(country: str, easter: date) -> None:
    assert not CALENDAR.is_working(easter + MONDAY_AFTER, country)


@pytest.mark.parametrize("country", ["LV", "PT"])
def test_orthodox_easter_monday_is_worked_elsewhere(country: str) -> None:
    assert CALENDAR.is_working(date(2026, 4, 13), country)


def test_a_period_over_orthodox_easter_ends_later_in_athens_than_in_riga() -> None:
    """Thursday 9 April 2026 and four days: Monday the 13th in Riga; in Athens that is Easter Monday,
    and with Good Friday only Tuesday would be worked: two days are due."""
    start = date(2026, 4, 9)
    four = Rule(4, Unit.DAYS)
    assert reckon(four, start, CALENDAR, "LV").last == date(2026, 4, 13)
    assert reckon(four, start, CALENDAR, "GR").last == date(2026, 4, 15)


@pytest.mark.parametrize(
    ("start", "number", "country", "end"),
    [
        # Good Friday, the weekend and Easter Monday are between.
        (date(2026, 4, 1), 1, "SE", date(2026, 4, 2)),
        (date(2026, 4, 2), 1, "SE", date(2026, 4, 7)),
        (date(2026, 4, 9), 1, "BG", date(2026, 4, 14)),
        (date(2026, 4, 9), 1, "RO", date(2026, 4, 14)),
        (date(2026, 4, 9), 1, "CY", date(2026, 4, 14)),
        # The day of the event does not count, though it is a working day.
        (date(2026, 3, 2), 2, "LV", date(2026, 3, 4)),
        # From a weekend the count begins on Monday.
        (date(2026, 3, 7), 1, "LV", date(2026, 3, 9)),
        (date(2026, 12, 23), 3, "PT", date(2026, 12, 29)),
    ],
)
def test_working_days_are_counted_from_the_day_after(
    start: date, number: int, country: str, end: date
) -> None:
    assert CALENDAR.after_working_days(start, number, country) == end


@given(days, st.integers(1, 60), countries)
def test_as_many_working_days_lie_in_the_period_as_it_has(
    start: date, number: int, country: str
) -> None:
    end = CALENDAR.after_working_days(start, number, country)
    inside = (start + timedelta(days=n) for n in range(1, (end - start).days + 1))
    assert sum(CALENDAR.is_working(day, country) for day in inside) == number
    assert CALENDAR.is_working(end, country)


@given(days, countries)
def test_no_weekend_is_worked_anywhere(day: date, country: str) -> None:
    saturday = day + timedelta(days=5 - day.weekday())
    assert not CALENDAR.is_working(saturday, country)
    assert not CALENDAR.is_working(saturday + timedelta(days=1), country)


@pytest.mark.parametrize("country", COUNTRIES)
def test_new_year_and_christmas_are_free_everywhere(country: str) -> None:
    """On weekdays: 1 January 2026 is a Thursday, 25 December 2026 a Friday."""
    assert not CALENDAR.is_working(date(2026, 1, 1), country)
    assert not CALENDAR.is_working(date(2026, 12, 25), country)


def test_an_operators_own_closing_days_are_free_in_that_country_only() -> None:
    bridge = date(2026, 3, 3)
    calendar = Calendar({"LV": frozenset({bridge})})
    assert calendar.working_from(bridge, "LV") == date(2026, 3, 4)
    assert calendar.working_from(bridge, "PT") == bridge


@pytest.mark.parametrize("zone", ZONES)
def test_p6_a_day_ends_with_midnight_there_around_every_clock_change_of_ten_years(
    zone: str,
) -> None:
    there = ZoneInfo(zone)
    for number in range(3_660):
        day = date(2024, 1, 1) + timedelta(days=number)
        end = end_of_day(day, zone)
        assert (end - timedelta(seconds=1)).astimezone(there).date() == day
        assert end.astimezone(there).date() == day + timedelta(days=1)


@given(days, st.sampled_from(ZONES), st.times(time(6), time(22)))
def test_an_hour_of_the_day_is_that_hour_on_the_wall(day: date, zone: str, hour: time) -> None:
    there = at_hour(day, hour, zone).astimezone(ZoneInfo(zone))
    assert (there.date(), there.time()) == (day, hour)
