"""When somebody is asked, and when they are reminded: by their own clock, quiet hours, absences and working days."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from core.calendar import Calendar, at_hour
from core.clock import today_in
from core.habits import Custom, next_hour, within
from core.people import Person
from core.placing import Schedule

_DAY = timedelta(days=1)
# So long before the last day those are reminded who have not answered.
_BEFORE = timedelta(days=2)


@dataclass(frozen=True, slots=True)
class Hours:
    """Of one person, for a survey that is open until ``ends``. ``custom``: everything that counts for them."""

    schedule: Schedule
    calendar: Calendar
    zone: str
    custom: Custom
    ends: datetime

    def first(self, now: datetime) -> datetime | None:
        """The next moment at which they may be told something; none if they are away until the end."""
        soon = next_hour(now, self.zone, self.custom.habits)
        if self._is_there(self._day(soon)):
            return self._in_time(soon)
        days = self._days(self._day(soon) + _DAY)
        later = next((day for day in days if self._is_there(day)), None)
        if later is not None:
            return self._in_time(self._at(later))
        return None if self.custom.habits.is_away(self._day(soon)) else self._in_time(soon)

    def second(self, first: datetime) -> datetime | None:
        """Once, two days before the last: earlier where they are not there then, or else later."""
        after, wanted = self._day(first) + _DAY, self._last - _BEFORE
        days = list(self._days(after))
        early = [day for day in reversed(days) if day <= wanted and self._is_there(day)]
        late = [day for day in days if day > wanted and self._is_there(day)]
        chosen = [*early, *late]
        return self._in_time(self._at(chosen[0])) if chosen else None

    @property
    def _last(self) -> date:
        return self._day(self.ends - timedelta(seconds=1))

    def _day(self, moment: datetime) -> date:
        return today_in(self.zone, moment)

    def _days(self, first: date) -> Iterator[date]:
        for number in range((self._last - first).days + 1):
            yield first + number * _DAY

    def _at(self, day: date) -> datetime:
        habits = self.custom.habits
        return at_hour(day, within(habits.hour or self.schedule.hour, habits), self.zone)

    def _is_there(self, day: date) -> bool:
        habits = self.custom.habits
        free = habits.working_days and self.custom.place
        works = not free or self.calendar.is_working(day, self.custom.place)
        return works and not habits.is_away(day)

    def _in_time(self, moment: datetime) -> datetime | None:
        return moment if moment < self.ends else None


@dataclass(frozen=True, slots=True)
class Moment:
    """``day``: the reader's."""

    due: datetime
    day: date


@dataclass(frozen=True, slots=True)
class Moments:
    """Of many people: those who live by the same clock and wish the same are worked out once."""

    schedule: Schedule
    calendar: Calendar
    ends: datetime
    now: datetime
    _known: dict[tuple[str, Custom], tuple[Moment, ...]] = field(default_factory=dict)

    def of(self, person: Person, custom: Custom) -> tuple[Moment, ...]:
        """When they are asked, and when they are reminded."""
        key = person.time_zone, custom
        if key not in self._known:
            self._known[key] = tuple(self._moments(person.time_zone, custom))
        return self._known[key]

    def _moments(self, zone: str, custom: Custom) -> Iterator[Moment]:
        hours = Hours(self.schedule, self.calendar, zone, custom, self.ends)
        first = hours.first(self.now)
        second = hours.second(first) if first else None
        for due in (first, second):
            if due is not None:
                yield Moment(due, today_in(zone, due))
