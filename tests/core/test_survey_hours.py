"""When somebody is asked and reminded: outside quiet hours and absences, and twice at the most."""

from __future__ import annotations

from datetime import UTC, date, datetime, time

from core.calendar import Calendar, end_of_day
from core.habits import Custom, Habits, Stay
from core.placing import Schedule
from core.survey_hours import Hours

RIGA = "Europe/Riga"
MONDAY = datetime(2026, 3, 2, 8, tzinfo=UTC)
SCHEDULE = Schedule()


def hours(last: date, **habits: object) -> Hours:
    wished = Habits(hour=time(9), working_days=True)
    chosen = Habits(**habits).over(wished)  # type: ignore[arg-type]
    return Hours(SCHEDULE, Calendar(), RIGA, Custom(chosen, "LV"), end_of_day(last, RIGA))


def at(day: int, hour: int) -> datetime:
    return datetime(2026, 3, day, hour, tzinfo=UTC)


def test_who_has_no_quiet_hours_is_asked_at_once_and_reminded_two_days_before_the_last() -> None:
    found = hours(date(2026, 3, 13))
    assert found.first(MONDAY) == MONDAY
    assert found.second(MONDAY) == at(11, 7)


def test_quiet_hours_are_waited_for() -> None:
    found = hours(date(2026, 3, 13), not_before=time(11))
    assert found.first(MONDAY) == at(2, 9)
    assert found.second(at(2, 9)) == at(11, 9)


def test_on_a_free_day_the_next_working_one_is_waited_for() -> None:
    saturday = at(7, 8)
    found = hours(date(2026, 3, 16))
    assert found.first(saturday) == at(9, 7)
    # The fourteenth is a Saturday.
    assert found.second(at(9, 7)) == at(13, 7)


def test_who_is_away_is_asked_when_they_are_back() -> None:
    stay = Stay(date(2026, 3, 1), date(2026, 3, 10))
    found = hours(date(2026, 3, 13), away=(stay,))
    assert found.first(MONDAY) == at(11, 7)
    assert found.second(at(11, 7)) == at(12, 7)


def test_who_is_away_until_the_end_is_not_asked() -> None:
    stay = Stay(date(2026, 3, 1), date(2026, 3, 20))
    assert hours(date(2026, 3, 13), away=(stay,)).first(MONDAY) is None


def test_where_only_free_days_are_left_people_are_asked_on_one() -> None:
    saturday = at(7, 8)
    assert hours(date(2026, 3, 8)).first(saturday) == saturday


def test_a_survey_that_ends_the_same_day_reminds_nobody() -> None:
    assert hours(date(2026, 3, 2)).second(MONDAY) is None


def test_after_its_end_nobody_is_asked() -> None:
    found = hours(date(2026, 3, 2), not_after=time(9))
    assert found.first(MONDAY) is None
