"""Which reminders a request wants: a pure function from its state to rows of the outbox."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from core.calendar import Calendar, at_hour
from core.clock import today_in
from core.lifecycle import Notice
from core.outbox import Planned, Recipient
from core.people import Person, Room
from core.requests import Request, Side, State

_WEEK = timedelta(weeks=1)
_AHEAD = timedelta(weeks=5)

REMINDERS = frozenset(
    {Notice.ACCEPTANCE_DUE, Notice.REPLY_DUE, Notice.OVERDUE, Notice.ANSWER_WAITING}
)
WEEKLY = frozenset({Notice.OVERDUE, Notice.ANSWER_WAITING})


@dataclass(frozen=True, slots=True)
class Schedule:
    """When an operator wants people reminded; days are calendar days unless they say otherwise."""

    hour: time = time(9)
    acceptance_days: tuple[int, ...] = (5, 7)
    reply_days_before: tuple[int, ...] = (7, 3, 1, 0)
    waiting_working_days: int = 3


@dataclass(frozen=True, slots=True)
class Readers:
    """Whom a request's reminders go to, on each side."""

    asker: Sequence[Person | Room]
    answerer: Sequence[Person | Room]


@dataclass(frozen=True, slots=True)
class Planner:
    schedule: Schedule
    calendar: Calendar

    def plan(self, request: Request, readers: Readers, now: datetime) -> tuple[Planned, ...]:
        """Every reminder this state wants, past ones too; weekly ones reach five weeks beyond ``now``."""
        return tuple(self._plan(request, readers, now))

    def _plan(self, request: Request, readers: Readers, now: datetime) -> Iterator[Planned]:
        match request.state:
            case State.AWAITING if request.proposal is None:
                yield from self._acceptance(request, readers.answerer)
            case State.ACCEPTED:
                yield from self._reply(request, readers.answerer)
                yield from self._overdue(request, readers, now)
            case State.ANSWERED:
                yield from self._waiting(request, readers.asker, now)

    def _acceptance(self, request: Request, readers: Iterable[Person | Room]) -> Iterator[Planned]:
        assert request.sent is not None, "an awaiting request has been sent"
        for reader in readers:
            sent = today_in(reader.time_zone, request.sent)
            for days in self.schedule.acceptance_days:
                yield self._row(request, reader, Notice.ACCEPTANCE_DUE, sent + timedelta(days=days))

    def _reply(self, request: Request, readers: Iterable[Person | Room]) -> Iterator[Planned]:
        for reader in readers:
            for days in self.schedule.reply_days_before:
                day = deadline(request) - timedelta(days=days)
                yield self._row(request, reader, Notice.REPLY_DUE, day)

    def _overdue(self, request: Request, readers: Readers, now: datetime) -> Iterator[Planned]:
        for side, people in ((Side.ANSWERER, readers.answerer), (Side.ASKER, readers.asker)):
            country = request.country(side)
            first = self.calendar.working_from(deadline(request) + timedelta(days=1), country)
            for day in self._weekly(first, now, country):
                for reader in people:
                    yield self._row(request, reader, Notice.OVERDUE, day)

    def _waiting(
        self, request: Request, readers: Iterable[Person | Room], now: datetime
    ) -> Iterator[Planned]:
        assert request.answered is not None, "an answered request has its moment"
        for reader in readers:
            answered = today_in(reader.time_zone, request.answered)
            first = self.calendar.after_working_days(
                answered, self.schedule.waiting_working_days, request.asker_country
            )
            for day in self._weekly(first, now, request.asker_country):
                yield self._row(request, reader, Notice.ANSWER_WAITING, day)

    def _weekly(self, first: date, now: datetime, country: str) -> Iterator[date]:
        """Every week from ``first`` on; what would come on a free day comes on the next working one."""
        day = first
        while day <= max(first, now.date()) + _AHEAD:
            yield self.calendar.working_from(day, country)
            day += _WEEK

    def _row(self, request: Request, reader: Person | Room, kind: Notice, day: date) -> Planned:
        due = at_hour(day, self.schedule.hour, reader.time_zone)
        return Planned(request.id, Recipient.to(reader), kind, due, day)


def deadline(request: Request) -> date:
    """The day by which the answer is owed: the agreed one, before that the wished one."""
    return request.agreed or request.wished


def is_useful(kind: Notice, request: Request) -> bool:
    """Whether saying this still helps anybody, as the request stands now."""
    if kind is Notice.ACCEPTANCE_DUE and request.proposal is not None:
        return False
    wanted = {
        Notice.ACCEPTANCE_DUE: State.AWAITING,
        Notice.REPLY_DUE: State.ACCEPTED,
        Notice.OVERDUE: State.ACCEPTED,
        Notice.ANSWER_WAITING: State.ANSWERED,
        Notice.RECEIVED: State.AWAITING,
    }.get(kind)
    return wanted is None or request.state is wanted
