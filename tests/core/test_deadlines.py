"""Regulation (EEC, Euratom) No 1182/71, article by article, against a table made by hand from its text."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.calendar import Calendar, Free, end_of_day, regions
from core.deadlines import Rule, Since, Term, Unit, reckon
from core.places import zone_of
from core.text import Message
from tests.core.places import COUNTRIES, ZONES

CALENDAR = Calendar()
REGIONS = [place for country in COUNTRIES for place in (country, *regions(country))]
DAYS, WORKING, MONTHS = Unit.DAYS, Unit.WORKING_DAYS, Unit.MONTHS

days = st.dates(date(2024, 1, 1), date(2033, 12, 31))
places = st.sampled_from(REGIONS)

# 2026: Good Friday 3 April, Easter Monday 6 April; Orthodox Good Friday 10 April, Easter Monday 13 April.
TABLE = [
    # Art. 3(1): the day of the event does not count. Monday and one day: Tuesday.
    (1, DAYS, date(2026, 3, 2), "LV", date(2026, 3, 3)),
    (14, DAYS, date(2026, 3, 2), "LV", date(2026, 3, 16)),
    # Art. 3(2)(b): ends with the last hour of the last day; Art. 3(3): free days inside count.
    (21, DAYS, date(2026, 3, 24), "PT", date(2026, 4, 14)),
    # Art. 3(4): the last day is a Saturday, a Sunday, a holiday.
    (5, DAYS, date(2026, 3, 2), "LV", date(2026, 3, 9)),
    (6, DAYS, date(2026, 3, 2), "LV", date(2026, 3, 9)),
    (7, DAYS, date(2026, 3, 27), "PT", date(2026, 4, 6)),
    (7, DAYS, date(2026, 3, 27), "LV", date(2026, 4, 7)),
    (7, DAYS, date(2026, 3, 27), "GR", date(2026, 4, 3)),
    (14, DAYS, date(2026, 3, 27), "GR", date(2026, 4, 14)),
    # Art. 3(5): two days or more hold two working days. Friday and two days end on Sunday, so on
    # Monday; that is one working day only, so on Tuesday.
    (2, DAYS, date(2026, 3, 6), "LV", date(2026, 3, 10)),
    (3, DAYS, date(2026, 3, 6), "LV", date(2026, 3, 10)),
    (4, DAYS, date(2026, 3, 6), "LV", date(2026, 3, 10)),
    (5, DAYS, date(2026, 4, 2), "LV", date(2026, 4, 8)),
    (6, DAYS, date(2026, 4, 2), "LV", date(2026, 4, 8)),
    # One day is not two: it moves to Monday, and no further.
    (1, DAYS, date(2026, 3, 6), "LV", date(2026, 3, 9)),
    # Working days leave out Saturdays, Sundays and holidays (Art. 2).
    (25, WORKING, date(2026, 3, 23), "LV", date(2026, 4, 29)),
    (25, WORKING, date(2026, 3, 23), "PT", date(2026, 4, 28)),
    (2, WORKING, date(2026, 4, 2), "DE", date(2026, 4, 8)),
    (2, WORKING, date(2026, 4, 2), "GR", date(2026, 4, 6)),
    # Art. 3(2)(c): a month ends on the same date; where there is none, with the month.
    (1, MONTHS, date(2026, 3, 12), "LV", date(2026, 4, 13)),
    (1, MONTHS, date(2026, 1, 15), "LV", date(2026, 2, 16)),
    (1, MONTHS, date(2026, 1, 30), "PT", date(2026, 3, 2)),
    (1, MONTHS, date(2028, 1, 31), "PT", date(2028, 2, 29)),
    (2, MONTHS, date(2026, 10, 31), "PT", date(2026, 12, 31)),
    (3, MONTHS, date(2026, 11, 30), "PT", date(2027, 3, 1)),
    (12, MONTHS, date(2026, 3, 3), "LV", date(2027, 3, 3)),
]


@pytest.mark.parametrize(("count", "unit", "event", "place", "last"), TABLE)
def test_a_period_ends_when_the_regulation_says(
    count: int, unit: Unit, event: date, place: str, last: date
) -> None:
    found = reckon(Rule(count, unit), event, CALENDAR, place)
    assert found.last == last
    assert found.first == event + timedelta(days=1)


@given(days, st.integers(0, 200), places)
def test_a_period_never_ends_on_a_free_day_nor_early(event: date, count: int, place: str) -> None:
    found = reckon(Rule(count, DAYS), event, CALENDAR, place)
    assert CALENDAR.is_working(found.last, place)
    assert found.last >= found.nominal == event + timedelta(days=count)


@given(days, st.integers(2, 60), st.sampled_from(Unit), places)
def test_two_days_or_more_hold_two_working_days(
    event: date, count: int, unit: Unit, place: str
) -> None:
    found = reckon(Rule(min(count, 12), unit), event, CALENDAR, place)
    inside = (event + timedelta(days=n) for n in range(1, (found.last - event).days + 1))
    assert sum(CALENDAR.is_working(day, place) for day in inside) >= 2


@given(days, st.integers(1, 60), places)
def test_what_working_days_leave_out_is_named_and_is_free(
    event: date, count: int, place: str
) -> None:
    found = reckon(Rule(count, WORKING), event, CALENDAR, place)
    weekdays = [
        day
        for n in range(1, (found.last - event).days + 1)
        if (day := event + timedelta(days=n)).weekday() < 5
    ]
    assert len(weekdays) - len(found.skipped) == count
    assert all(CALENDAR.free(day, place) is Free.HOLIDAY for day in found.skipped)


@pytest.mark.parametrize("zone", ZONES)
def test_a_day_is_over_at_midnight_there_for_ten_years_and_at_every_clock_change(
    zone: str,
) -> None:
    day = date(2024, 1, 1)
    while day.year < 2034:
        end = end_of_day(day, zone)
        there = end.astimezone(ZoneInfo(zone))
        assert there.date() == day + timedelta(days=1)
        assert (end - timedelta(microseconds=1)).astimezone(ZoneInfo(zone)).date() == day
        assert there.time() == time(0) or there.fold == 0
        day += timedelta(days=1)


@given(st.integers(1, 365), st.sampled_from(Unit), st.sampled_from(Since), st.none() | days)
def test_a_rule_is_stored_and_read_again(
    count: int, unit: Unit, since: Since, event: date | None
) -> None:
    rule = Rule(count, unit, since, event)
    assert Rule.read(rule.stored) == rule


@pytest.mark.parametrize("place", REGIONS)
def test_every_region_has_a_clock_and_the_holidays_of_its_country_or_its_own(place: str) -> None:
    ZoneInfo(zone_of(place))
    assert Term.at(place).zone == zone_of(place)
    assert not CALENDAR.is_working(date(2026, 12, 25), place)


def test_a_region_has_holidays_that_its_country_has_not() -> None:
    epiphany = date(2026, 1, 6)
    assert CALENDAR.is_working(epiphany, "DE")
    assert not CALENDAR.is_working(epiphany, "DE-BY")


def test_what_closes_a_country_closes_its_regions_and_not_the_other_way_round() -> None:
    day, other = date(2026, 3, 3), date(2026, 3, 4)
    calendar = Calendar({"DE": frozenset({day}), "DE-BY": frozenset({other})})
    assert calendar.free(day, "DE-BY") is Free.CLOSED
    assert calendar.free(other, "DE-BY") is Free.CLOSED
    assert calendar.free(other, "DE") is None


def test_a_holiday_is_called_as_the_reader_or_at_least_its_country_calls_it() -> None:
    easter_monday = CALENDAR.holiday(date(2026, 4, 6), "LV")
    assert easter_monday == Message("Easter Monday")
    own = CALENDAR.holiday(date(2026, 12, 7), "IT-MI")
    assert not isinstance(own, Message)
    assert "Ambrogio" in getattr(own, "names", {})["it"]


def test_a_day_that_was_moved_says_so() -> None:
    """Without the list's own way to write a date."""
    monday = CALENDAR.holiday(date(2027, 3, 1), "ES-AN")
    moved = CALENDAR.holiday(date(2026, 1, 2), "LV")
    own = Message("Andalusia Day")
    assert monday == Message("the Monday after: {holiday}", {"holiday": own})
    assert moved == Message("day off, worked on {day} instead", {"day": date(2026, 1, 17)})


def test_the_end_of_a_day_is_derived_from_the_zone_and_not_stored() -> None:
    day = date(2026, 5, 4)
    assert end_of_day(day, "Europe/Lisbon") == datetime.fromisoformat("2026-05-04T23:00+00:00")
    assert end_of_day(day, "Europe/Riga") == datetime.fromisoformat("2026-05-04T21:00+00:00")
