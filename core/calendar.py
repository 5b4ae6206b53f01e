"""Which days are worked, country by country and region by region, and why a day is not."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum
from functools import lru_cache
from zoneinfo import ZoneInfo

from holidays import HolidayBase, country_holidays

from core.festivals import holiday_name
from core.text import Value

_DAY = timedelta(days=1)
_SATURDAY = 5
_ENGLISH = "en_US"


class Free(StrEnum):
    """Why nobody works on a day."""

    SATURDAY = "saturday"
    SUNDAY = "sunday"
    HOLIDAY = "holiday"
    CLOSED = "closed"


@dataclass(frozen=True, slots=True)
class Calendar:
    """``closing_days`` are an operator's own.

    A place is a country (``PT``) or, where holidays differ inside it, a region (``PT-20``). What holds in a
    country holds in its regions too.
    """

    closing_days: Mapping[str, frozenset[date]] = field(default_factory=dict)

    def is_working(self, day: date, place: str) -> bool:
        return (
            day.weekday() < _SATURDAY
            and not _is_holiday(day, place)
            and not (self.closing_days and self._is_closed(day, place))
        )

    def free(self, day: date, place: str) -> Free | None:
        """Why this day is not worked there; ``None`` when it is."""
        if self.is_working(day, place):
            return None
        if _is_holiday(day, place):
            return Free.HOLIDAY
        if day.weekday() < _SATURDAY:
            return Free.CLOSED
        return Free.SATURDAY if day.weekday() == _SATURDAY else Free.SUNDAY

    def holiday(self, day: date, place: str) -> Value:
        """What is celebrated there on this day."""
        names = {lang[:2]: _holidays(place, lang).get(day, "") for lang in _tongues(place)}
        return holiday_name(_holidays(place, _ENGLISH).get(day, ""), names, day)

    def working_from(self, day: date, place: str) -> date:
        """This day, or the next working one."""
        while not self.is_working(day, place):
            day += _DAY
        return day

    def working_until(self, day: date, place: str) -> date:
        """This day, or the last working one before it."""
        while not self.is_working(day, place):
            day -= _DAY
        return day

    def after_working_days(self, start: date, days: int, place: str) -> date:
        day = start
        for _step in range(days):
            day = self.working_from(day + _DAY, place)
        return day

    def _is_closed(self, day: date, place: str) -> bool:
        nothing: frozenset[date] = frozenset()
        return any(day in self.closing_days.get(each, nothing) for each in {place, place[:2]})


@lru_cache(maxsize=4096)
def at_hour(day: date, hour: time, zone: str) -> datetime:
    """The instant, in UTC, at which a clock in ``zone`` shows this hour on this day."""
    return datetime.combine(day, hour, ZoneInfo(zone)).astimezone(UTC)


def end_of_day(day: date, zone: str) -> datetime:
    """The instant, in UTC, with which this day is over in ``zone``."""
    return at_hour(day + _DAY, time(0), zone)


def regions(country: str) -> tuple[str, ...]:
    """The regions of a country that have holidays of their own, as places."""
    return tuple(f"{country}-{name}" for name in _holidays(country).subdivisions)


@lru_cache(maxsize=512)
def _holidays(place: str, language: str | None = None) -> HolidayBase:
    country, _dash, region = place.partition("-")
    return country_holidays(country, subdiv=region or None, language=language)


@lru_cache(maxsize=4096)
def _is_holiday(day: date, place: str) -> bool:
    return day in _holidays(place)


@lru_cache(maxsize=512)
def _tongues(place: str) -> tuple[str, ...]:
    return tuple(_holidays(place).supported_languages)
