"""A calendar file (iCalendar, RFC 5545) as rows: one entry, one row, counted by the line on which it begins."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from icalendar import Calendar, Component, Event

from bot.importing.file import Advance, Source, lines
from bot.importing.problems import Problem, Problems, Reason, Wrong, reason_of, short
from bot.importing.rows import Row
from core.languages import LANGUAGES
from core.text import Message, msg

_ENDLESS = msg("begins here and never ends (END:VEVENT is missing)")
_NO_ENTRY = msg("cannot be read as an entry of a calendar")
_BEGINS, _ENDS = "BEGIN:VEVENT", "END:VEVENT"
# What a calendar has no words for, in names of ours.
_OWN = {
    "seats": "X-IMI-SEATS",
    "languages": "X-IMI-LANGUAGES",
    "countries": "X-IMI-COUNTRIES",
    "roles": "X-IMI-ROLES",
}
_GIVEN = frozenset({"id", "title", "starts", "minutes", "place", "called_off", *_OWN})


def is_calendar(path: Source) -> bool:
    """Raises ``Unreadable``."""
    first = next(lines(path, lambda _size: None), b"")
    return first.removeprefix(b"\xef\xbb\xbf").strip().upper() == b"BEGIN:VCALENDAR"


@dataclass(slots=True)
class CalendarRows:
    """``time_zone``: that of times for which the file has none."""

    path: Source
    problems: Problems
    advance: Advance
    time_zone: str
    given: frozenset[str] = field(default=_GIVEN, init=False)
    unused: tuple[str, ...] = field(default=(), init=False)
    _broken: set[int] = field(default_factory=set, init=False)

    def rows(self) -> Iterator[Row]:
        """Raises ``Unreadable``."""
        head: list[str] = []
        count = 0
        for number, block in self._blocks(head):
            count += 1
            if not self._broken.isdisjoint(range(number, number + block.count("\n") + 1)):
                continue  # It has been told of, and is not what was written.
            try:
                values = self._values(*_read("".join(head), block))
            except OverflowError:
                self._wrong(number, _unreadable("DTSTART"))
            except ValueError as error:
                self._wrong(number, reason_of(error))
            else:
                yield Row(self.path.name, number, values, self.problems)
        if not count and not self.problems.count:
            self._wrong(0, msg("There is no entry (VEVENT) in this calendar."))

    def _blocks(self, head: list[str]) -> Iterator[tuple[int, str]]:
        """Each entry; what stands before the first, such as time zones, goes into ``head``."""
        block: list[str] | None = None
        began = 0
        for number, line in enumerate(self._text(), 1):
            word = line.strip().upper()
            if word == _BEGINS:
                if block is not None:
                    self._wrong(began, _ENDLESS)
                block, began = [], number
            elif word == _ENDS and block is not None:
                yield began, "".join(block)
                block = None
            elif block is not None:
                block.append(line)
            elif word not in ("END:VCALENDAR", "BEGIN:VCALENDAR"):
                head.append(line)
        if block is not None:
            self._wrong(began, _ENDLESS)

    def _text(self) -> Iterator[str]:
        for number, line in enumerate(lines(self.path, self.advance), 1):
            try:
                yield line.decode("utf-8-sig" if number == 1 else "utf-8")
            except UnicodeDecodeError:
                self._broken.add(number)
                self._wrong(number, msg("is not written in UTF-8"))
                yield line.decode("utf-8", "replace")

    def _values(self, calendar: Component, event: Event) -> Mapping[str, str]:
        """Raises ``ValueError``."""
        if "RRULE" in event or "RDATE" in event:
            raise Wrong(msg("is repeated; give each of its dates an entry of its own"))
        starts, ends = self._moment(event, "DTSTART"), self._end(event)
        return {
            "id": _text(event, "UID"),
            **_titles(event),
            "starts": starts.isoformat(),
            "minutes": str(int((ends - starts).total_seconds()) // 60),
            "place": _text(event, "URL") or _text(event, "LOCATION"),
            "called_off": "yes" if _is_called_off(calendar, event) else "",
            **{name: _text(event, own) for name, own in _OWN.items()},
        }

    def _end(self, event: Event) -> datetime:
        if "DTEND" in event:
            return self._moment(event, "DTEND")
        if "DURATION" not in event:
            raise Wrong(msg("has no DTEND and no DURATION, so nobody knows how long it takes"))
        long: object = event.decoded("DURATION")
        if not isinstance(long, timedelta):
            raise Wrong(_unreadable("DURATION"))
        return self._moment(event, "DTSTART") + long

    def _moment(self, event: Event, name: str) -> datetime:
        if name not in event:
            raise Wrong(msg("has no {name}", name=name))
        [*given] = _all(event, name)
        if len(given) != 1:
            raise Wrong(_unreadable(name))
        found = event.decoded(name)
        if not isinstance(found, datetime):
            raise Wrong(msg("has a {name} without a time of day", name=name))
        if found.tzinfo is None and _parameter(given[0], "TZID"):
            raise Wrong(msg("has a {name} in a time zone that is not known", name=name))
        return (found if found.tzinfo else found.replace(tzinfo=self._zone)).astimezone(UTC)

    @property
    def _zone(self) -> ZoneInfo:
        return ZoneInfo(self.time_zone)

    def _wrong(self, line: int, reason: Reason) -> None:
        self.problems.add(Problem(self.path.name, line, "", reason))


def _read(head: str, block: str) -> tuple[Component, Event]:
    """Raises ``ValueError``."""
    whole = f"BEGIN:VCALENDAR\r\n{head}{_BEGINS}\r\n{block}{_ENDS}\r\nEND:VCALENDAR\r\n"
    try:
        calendar = Calendar.from_ical(whole)
        [event] = calendar.walk("VEVENT")
    except (ValueError, IndexError, KeyError):
        raise Wrong(_NO_ENTRY) from None
    if not isinstance(event, Event):
        raise Wrong(_NO_ENTRY)
    for name, _reason in event.errors:
        raise Wrong(_unreadable(name) if name else _NO_ENTRY)
    return calendar, event


def _unreadable(name: str) -> Message:
    return msg("has a {name} that cannot be read", name=short(name))


def _titles(event: Event) -> Mapping[str, str]:
    """A title in a language that we do not have is one in none."""
    titles: dict[str, str] = {}
    for each in _all(event, "SUMMARY"):
        language = _parameter(each, "LANGUAGE")[:2].lower()
        column = f"title_{language}" if language in LANGUAGES else "title"
        titles.setdefault(column, str(each).strip())
    return titles


def _is_called_off(calendar: Component, event: Event) -> bool:
    """A calendar that is sent as a cancellation need not say it of each entry."""
    cancels = _text(calendar, "METHOD").upper() == "CANCEL"
    return cancels or _text(event, "STATUS").upper() == "CANCELLED"


def _text(component: Component, name: str) -> str:
    return next((str(each).strip() for each in _all(component, name)), "")


def _all(component: Component, name: str) -> Sequence[object]:
    """What may stand once, and stands again in files of some calendars."""
    found: object = component.get(name, [])
    return found if isinstance(found, list) else [found]


def _parameter(value: object, name: str) -> str:
    return str(getattr(value, "params", {}).get(name, ""))
