"""Periods and the day on which they end.

Regulation (EEC, Euratom) No 1182/71: the day of the event does not count (Art. 3(1)); a period of days ends with
its last day, one of months on the same date as the event, or with the month (Art. 3(2)); free days count unless
the period is in working days (Art. 3(3)); a last day that is free moves to the end of the next working day
(Art. 3(4)); a period of two days or more has at least two working days (Art. 3(5)).
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from enum import StrEnum

from core.calendar import Calendar
from core.clock import months_later
from core.places import zone_of
from core.values import value

_DAY = timedelta(days=1)


class Unit(StrEnum):
    DAYS = "days"
    WORKING_DAYS = "working_days"
    MONTHS = "months"


class Since(StrEnum):
    """From which event a period is counted; ``DAY``: from one that was named with its day."""

    SENT = "sent"
    ACCEPTED = "accepted"
    DAY = "day"


@value(frozen=True, slots=True)
class Rule:
    """A period. A fixed date is the absence of one. ``event``: the day from which it is counted, once it is known."""

    count: int
    unit: Unit
    since: Since = Since.SENT
    event: date | None = None

    @classmethod
    def read(cls, stored: str) -> Rule:
        count, unit, since, event = stored.split(" ")
        day = None if event == "-" else date.fromisoformat(event)
        return cls(int(count), Unit(unit), Since(since), day)

    @property
    def stored(self) -> str:
        event = self.event.isoformat() if self.event else "-"
        return f"{self.count} {self.unit.value} {self.since.value} {event}"


@value(frozen=True, slots=True)
class Reckoning:
    """How a period was counted: ``nominal`` is its last day before free days moved it to ``last``."""

    rule: Rule
    event: date
    nominal: date
    last: date
    skipped: tuple[date, ...] = ()

    @property
    def first(self) -> date:
        return self.event + _DAY


@value(frozen=True, slots=True)
class Term:
    """Where a date ends and how it came about: no ``rule`` where it was given as it stands."""

    place: str
    zone: str
    rule: Rule | None = None

    @classmethod
    def at(cls, place: str, rule: Rule | None = None) -> Term:
        return cls(place, zone_of(place), rule)


def reckon(rule: Rule, event: date, calendar: Calendar, place: str) -> Reckoning:
    """``skipped``: the free days, no Saturdays and Sundays, that a period in working days left out."""
    nominal = _nominal(rule, event, calendar, place)
    last = calendar.working_from(nominal, place)
    if _is_two_days_or_more(rule):
        while _worked(event, last, calendar, place) < 2:
            last = calendar.working_from(last + _DAY, place)
    skipped = tuple(_skipped(event, last, calendar, place))
    return Reckoning(rule, event, nominal, last, skipped if rule.unit is Unit.WORKING_DAYS else ())


def _nominal(rule: Rule, event: date, calendar: Calendar, place: str) -> date:
    match rule.unit:
        case Unit.DAYS:
            return event + timedelta(days=rule.count)
        case Unit.WORKING_DAYS:
            return calendar.after_working_days(event, rule.count, place)
        case Unit.MONTHS:
            return months_later(event, rule.count)


def _is_two_days_or_more(rule: Rule) -> bool:
    return rule.unit is Unit.MONTHS or rule.count > 1


def _worked(event: date, last: date, calendar: Calendar, place: str) -> int:
    """Working days of a period; two are enough to know."""
    found, day = 0, last
    while day > event and found < 2:
        found += calendar.is_working(day, place)
        day -= _DAY
    return found


def _skipped(event: date, last: date, calendar: Calendar, place: str) -> Iterator[date]:
    for offset in range(1, (last - event).days):
        day = event + offset * _DAY
        if day.weekday() < 5 and not calendar.is_working(day, place):
            yield day
