"""Working days and reply periods.

Regulation (EEC, Euratom) No 1182/71: a period begins the day after the event (Art. 3(1)); a last day on a public
holiday, Sunday or Saturday moves to the end of the next working day (Art. 3(4)).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

from holidays import HolidayBase, country_holidays

_DAY = timedelta(days=1)
_SATURDAY = 5


@dataclass(frozen=True, slots=True)
class Calendar:
    """Each country's working days; ``closing_days`` are an operator's own, by country."""

    closing_days: Mapping[str, frozenset[date]] = field(default_factory=dict)

    def is_working(self, day: date, country: str) -> bool:
        return (
            day.weekday() < _SATURDAY
            and day not in _holidays(country)
            and day not in self.closing_days.get(country, frozenset())
        )

    def working_from(self, day: date, country: str) -> date:
        """This day, or the next working one."""
        while not self.is_working(day, country):
            day += _DAY
        return day

    def after_calendar_days(self, start: date, days: int, country: str) -> date:
        return self.working_from(start + timedelta(days=days), country)

    def after_working_days(self, start: date, days: int, country: str) -> date:
        day = start
        for _step in range(days):
            day = self.working_from(day + _DAY, country)
        return day


def at_hour(day: date, hour: time, zone: str) -> datetime:
    """The instant, in UTC, at which a clock in ``zone`` shows this hour on this day."""
    return datetime.combine(day, hour, ZoneInfo(zone)).astimezone(UTC)


@lru_cache(maxsize=64)
def _holidays(country: str) -> HolidayBase:
    return country_holidays(country)
