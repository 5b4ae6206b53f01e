"""Why a date is the date it is: the period behind it, the days that moved it, and when it is over."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TypeAlias

from core.calendar import Calendar, Free, end_of_day
from core.deadlines import Reckoning, Rule, Since, Unit, reckon
from core.text import City, Listing, Message, Value, msg, msgs
from core.views import Outline

_MINUTE = timedelta(minutes=1)

Said: TypeAlias = Callable[[date, Value], Message]


@dataclass(frozen=True, slots=True)
class Reasons:
    calendar: Calendar
    outline: Outline
    time_zone: str

    @property
    def day(self) -> date:
        return self.outline.agreed or self.outline.wished

    def told(self) -> Iterator[Message]:
        term = self.outline.term
        if term.rule and term.rule.event:
            yield from self._period(term.rule, term.rule.event)
        elif term.rule:
            yield from self._not_begun(term.rule)
        else:
            yield _FIXED[self.outline.agreed is not None]
            yield from self._free()
        yield from self._end()

    def _period(self, rule: Rule, event: date) -> Iterator[Message]:
        found = reckon(rule, event, self.calendar, self.outline.term.place)
        yield _PERIODS[rule.unit](rule.count)
        yield _BEGINNINGS[rule.since](event, found.first)
        if found.skipped:
            names = tuple(self._named(day) for day in found.skipped)
            yield msg("Besides Saturdays and Sundays, not counted: {days}.", days=Listing(names))
        yield from self._moved(found)
        if found.last != self.day:
            yield msg(
                "Since it was counted, the free days have changed: today it would end on {day}.",
                day=found.last,
            )

    def _not_begun(self, rule: Rule) -> Iterator[Message]:
        yield _PERIODS[rule.unit](rule.count)
        yield _AHEAD[rule.since]
        yield msg("If it began today, the last day would be {day}.", day=self.day)

    def _moved(self, found: Reckoning) -> Iterator[Message]:
        place = self.outline.term.place
        worked = self.calendar.working_from(found.nominal, place)
        if free := self.calendar.free(found.nominal, place):
            yield self._is_free(_WOULD_BE, found.nominal, free)
            if between := self._named_between(found.nominal, worked):
                yield msg("Nobody works on these days either: {days}.", days=Listing(between))
            yield msg("So the last day moves to the next working day, {day}.", day=worked)
        if worked != found.last:
            yield msg(
                "A period of two days or more has at least two working days, so it ends with {day}.",
                day=found.last,
            )

    def _free(self) -> Iterator[Message]:
        free = self.calendar.free(self.day, self.outline.term.place)
        if free:
            yield self._is_free(_IS, self.day, free)
            yield msg("It was chosen as it stands, so it stays the last day.")

    def _end(self) -> Iterator[Message]:
        term = self.outline.term
        yield msg(
            "It ends with the end of {day} in {city}.",
            day=self.day,
            city=City(term.zone),
        )
        if self.time_zone != term.zone:
            moment = end_of_day(self.day, term.zone) - _MINUTE
            yield msg("By your clock its last minute is {moment}.", moment=moment)

    def _is_free(self, said: Mapping[Free, Said], day: date, free: Free) -> Message:
        return said[free](day, self.calendar.holiday(day, self.outline.term.place))

    def _named_between(self, day: date, worked: date) -> tuple[Message, ...]:
        """Holidays and closing days in between; that Saturdays and Sundays are free everybody knows."""
        place = self.outline.term.place
        days = (day + timedelta(days=n) for n in range(1, (worked - day).days))
        named = (Free.HOLIDAY, Free.CLOSED)
        return tuple(self._named(d) for d in days if self.calendar.free(d, place) in named)

    def _named(self, day: date) -> Message:
        place = self.outline.term.place
        if self.calendar.free(day, place) is Free.HOLIDAY:
            return msg("{holiday} ({day})", holiday=self.calendar.holiday(day, place), day=day)
        return msg("{day}, when the authority is closed", day=day)


_FIXED = {
    True: msg("It is a fixed date, on which both authorities agreed."),
    False: msg("It is a fixed date: the asking authority chose it."),
}

_PERIODS: Mapping[Unit, Callable[[int], Message]] = {
    Unit.DAYS: lambda n: msgs(
        "The period is one calendar day.", "The period is {n} calendar days.", n
    ),
    Unit.WORKING_DAYS: lambda n: msgs(
        "The period is one working day.", "The period is {n} working days.", n
    ),
    Unit.MONTHS: lambda n: msgs("The period is one month.", "The period is {n} months.", n),
}

_BEGINNINGS: Mapping[Since, Callable[[date, date], Message]] = {
    Since.SENT: lambda event, first: msg(
        "The request was sent on {event}; the day after, {day}, is the first day that counts.",
        event=event,
        day=first,
    ),
    Since.ACCEPTED: lambda event, first: msg(
        "The request was accepted on {event}; the day after, {day}, is the first day that counts.",
        event=event,
        day=first,
    ),
    Since.DAY: lambda event, first: msg(
        "It is counted from {event}; the day after, {day}, is the first day that counts.",
        event=event,
        day=first,
    ),
}

_AHEAD: Mapping[Since, Message] = {
    Since.SENT: msg("It begins the day after the request is sent."),
    Since.ACCEPTED: msg("It begins the day after the request is accepted."),
    Since.DAY: msg("It begins the day after the one named."),
}

# Of the day on which a period would end, and of one that was chosen as it stands.
_WOULD_BE: Mapping[Free, Said] = {
    Free.SATURDAY: lambda day, _holiday: _on_a_weekend(day),
    Free.SUNDAY: lambda day, _holiday: _on_a_weekend(day),
    Free.HOLIDAY: lambda day, holiday: msg(
        "The last day would be {day}, a public holiday there: {holiday}.", day=day, holiday=holiday
    ),
    Free.CLOSED: lambda day, _holiday: msg(
        "The last day would be {day}, when the authority is closed.", day=day
    ),
}


def _on_a_weekend(day: date) -> Message:
    return msg("The last day would be {day}, which is no working day.", day=day)


_IS: Mapping[Free, Said] = {
    Free.SATURDAY: lambda _day, _holiday: msg("That day is a Saturday."),
    Free.SUNDAY: lambda _day, _holiday: msg("That day is a Sunday."),
    Free.HOLIDAY: lambda _day, holiday: msg(
        "That day is a public holiday there: {holiday}.", holiday=holiday
    ),
    Free.CLOSED: lambda _day, _holiday: msg("On that day the authority is closed."),
}
