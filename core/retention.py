"""How long what a request says of people is kept: blocked some months after closing, then deleted.

Regulation (EU) No 1024/2012, Art. 14: blocked as a rule not later than six months after the formal closure, up to
eighteen where the act says so, and deleted three years after it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import MISSING, Field, dataclass, field, fields, replace
from datetime import datetime, timedelta
from typing import Any

from core.clock import months_later
from core.people import AreaId
from core.requests import Action, Change, Request, Side, State

# What stays of a request for ever: which authorities asked and answered, in what matter, and when. Everything that
# is not named here goes.
KEPT = frozenset(
    {
        *("id", "reference", "version", "state", "area", "question_set", "questions"),
        *("asker", "answerer", "asker_country", "answerer_country", "author", "handler"),
        *("wished", "agreed", "term", "created", "sent", "accepted", "answered", "closed", "last"),
        *("blocked", "erased", "coordinator", "passed", "since", "rating", "coordinates"),
        *("edition", "changed", "parts", "whole"),
    }
)


@dataclass(frozen=True, slots=True)
class Keeping:
    """Months after closing."""

    block: int = 6
    erase: int = 36


@dataclass(frozen=True, slots=True)
class Due:
    """Requests closed before this are due; ``areas`` have their own moment."""

    before: datetime
    areas: Mapping[AreaId, datetime] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Retention:
    """``forms``: how long an open form, a file of none and the number of an event are kept."""

    usual: Keeping = Keeping()
    areas: Mapping[AreaId, Keeping] = field(default_factory=dict)
    forms: timedelta = timedelta(days=30)

    def to_block(self, now: datetime) -> Due:
        areas = {area: months_before(now, own.block) for area, own in self.areas.items()}
        return Due(months_before(now, self.usual.block), areas)

    def to_erase(self, now: datetime) -> Due:
        areas = {area: months_before(now, own.erase) for area, own in self.areas.items()}
        return Due(months_before(now, self.usual.erase), areas)


def months_before(moment: datetime, months: int) -> datetime:
    """The same day of an earlier month, or that month's last."""
    return months_later(moment, -months)


def blocked(request: Request, now: datetime) -> Request:
    return replace(request, version=request.version + 1, blocked=now)


def erased(request: Request, now: datetime) -> Request:
    """Without all that it says of people and of its matter."""
    empty: dict[str, Any] = {
        each.name: _default(each) for each in fields(Request) if each.name not in KEPT
    }
    bare = replace(request, **empty)
    version, since = request.version + 1, request.blocked or now
    return replace(bare, version=version, blocked=since, erased=now)


def abandoned(request: Request, now: datetime) -> Request:
    """A draft that nobody has touched for long is withdrawn, and nothing of it is kept."""
    last = Change(Action.WITHDRAW, request.author, Side.ASKER, now)
    return erased(replace(request, state=State.WITHDRAWN, closed=now, last=last), now)


def _default(given: Field[Any]) -> object:
    if given.default_factory is not MISSING:
        return given.default_factory()
    assert given.default is not MISSING, f"{given.name} has nothing to be when it is erased"
    return given.default
