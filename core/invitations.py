"""A training as an entry for somebody's own calendar: the same one for ever, told anew whenever it changes.

RFC 5545 and 5546: the ``UID`` stays, ``SEQUENCE`` grows, and a cancellation takes the entry out again.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from icalendar import Calendar, Event, vCalAddress

from core.trainings import Training

# What calendars write for somebody whose e-mail address is nobody's business.
_NOBODY = "invalid:nomail"


@dataclass(frozen=True, slots=True)
class Entry:
    """``title`` and ``organiser``, an authority, in the words of the ``attendee``; without anybody's address."""

    training: Training
    title: str
    attendee: str
    organiser: str


def invitation(entry: Entry, now: datetime) -> bytes:
    return _file("REQUEST", "CONFIRMED", entry, now)


def cancellation(entry: Entry, now: datetime) -> bytes:
    return _file("CANCEL", "CANCELLED", entry, now)


def _file(method: str, status: str, entry: Entry, now: datetime) -> bytes:
    calendar = Calendar()
    calendar.add("prodid", "-//IMI Assistant//EN")
    calendar.add("version", "2.0")
    calendar.add("method", method)
    event = _event(entry, now)
    event.add("status", status)
    calendar.add_component(event)
    return bytes(calendar.to_ical())


def _event(entry: Entry, now: datetime) -> Event:
    training, event = entry.training, Event()
    event.add("uid", training.uid)
    event.add("sequence", training.sequence)
    event.add("dtstamp", now)
    event.add("dtstart", training.starts)
    event.add("dtend", training.ends)
    event.add("summary", entry.title)
    event.add("location", training.place)
    if training.is_online:
        event.add("url", training.place)
    event.add("organizer", _named(entry.organiser))
    event.add("attendee", _named(entry.attendee))
    return event


def _named(name: str) -> vCalAddress:
    address = vCalAddress(_NOBODY)
    address.params["CN"] = name
    return address
