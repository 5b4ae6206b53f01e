"""Which reminders a request wants: a pure function from its state to rows of the outbox."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from core.calendar import Calendar, at_hour
from core.clock import today_in
from core.lifecycle import reminded
from core.outbox import Planned, Recipient, Topic
from core.people import Person, Room
from core.requests import Request, Side, State
from core.steps import Notice

_WEEK = timedelta(weeks=1)
_AHEAD = timedelta(weeks=5)
_APART = timedelta(days=3)

WEEKLY = frozenset(
    {
        Notice.APPROVAL_DUE,
        Notice.ALLOCATION_DUE,
        Notice.ACCEPTANCE_DUE,
        Notice.REFERRAL_DUE,
        Notice.DATE_WAITING,
        Notice.OVERDUE,
        Notice.ANSWER_WAITING,
        Notice.CLARIFICATION_DUE,
        Notice.DISPUTE_DUE,
    }
)

REMINDERS = WEEKLY | {Notice.REPLY_DUE, Notice.NOT_REACTED}


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
    coordinator: Sequence[Person | Room] = ()

    def of(self, side: Side) -> Sequence[Person | Room]:
        match side:
            case Side.ASKER:
                return self.asker
            case Side.COORDINATOR:
                return self.coordinator
            case _:
                return self.answerer


# Whose word a state waits for, and what they are reminded of.
_WAITING_FOR: Mapping[State, tuple[Side, Notice]] = {
    State.SUBMITTED: (Side.ASKER, Notice.APPROVAL_DUE),
    State.ALLOCATING: (Side.ANSWERER, Notice.ALLOCATION_DUE),
    State.REFERRED: (Side.COORDINATOR, Notice.REFERRAL_DUE),
    State.ANSWERED: (Side.ASKER, Notice.ANSWER_WAITING),
    State.CLARIFYING: (Side.ANSWERER, Notice.CLARIFICATION_DUE),
    State.CLARIFIED: (Side.ASKER, Notice.ANSWER_WAITING),
    State.DISPUTED: (Side.COORDINATOR, Notice.DISPUTE_DUE),
}


@dataclass(frozen=True, slots=True)
class Planner:
    schedule: Schedule
    calendar: Calendar

    def plan(self, request: Request, readers: Readers, now: datetime) -> tuple[Planned, ...]:
        """Every reminder this state wants, past ones too; weekly ones reach five weeks beyond ``now``."""
        return tuple(self._plan(request, readers, now))

    def _plan(self, request: Request, readers: Readers, now: datetime) -> Iterator[Planned]:
        match request.state:
            case State.AWAITING | State.ACCEPTED | State.PARTLY if request.proposal is not None:
                due, since = Notice.DATE_WAITING, request.proposal.at
                yield from self._unless_soon(request, readers.asker, due, (since, now))
                yield from self._promised(request, readers, now)
            case State.ALLOCATING:
                yield from self._waiting(request, readers, now)
                yield from self._not_accepted(request, readers.asker, now)
            case State.AWAITING:
                yield from self._acceptance(request, readers, now)
            case State.REFERRED:
                yield from self._referred(request, readers, now)
            case State.ACCEPTED | State.PARTLY:
                yield from self._promised(request, readers, now)
            case _:
                yield from self._waiting(request, readers, now)

    def _waiting(self, request: Request, readers: Readers, now: datetime) -> Iterator[Planned]:
        """Where it waits for one side's word, and that side is reminded of it."""
        if request.state in _WAITING_FOR:
            side, due = _WAITING_FOR[request.state]
            span = (request.stands_since, now)
            yield from self._unless_soon(request, readers.of(side), due, span)

    def _acceptance(self, request: Request, readers: Readers, now: datetime) -> Iterator[Planned]:
        """Both sides go on being told, week by week, while nobody decides."""
        last = max(self.schedule.acceptance_days, default=0)
        for reader in readers.answerer:
            sent = _arrival(request, reader)
            for days in self.schedule.acceptance_days:
                yield self._row(request, reader, Notice.ACCEPTANCE_DUE, sent + timedelta(days=days))
            first = sent + timedelta(days=last) + _WEEK
            yield from self._every_week(request, reader, Notice.ACCEPTANCE_DUE, (first, now))
        yield from self._not_accepted(request, readers.asker, now)

    def _not_accepted(
        self, request: Request, readers: Iterable[Person | Room], now: datetime
    ) -> Iterator[Planned]:
        last = max(self.schedule.acceptance_days, default=0)
        for reader in readers:
            first = _arrival(request, reader) + timedelta(days=last + 1)
            yield from self._every_week(request, reader, Notice.ACCEPTANCE_DUE, (first, now))

    def _referred(self, request: Request, readers: Readers, now: datetime) -> Iterator[Planned]:
        """What has been promised stays promised while coordinators look at it."""
        yield from self._waiting(request, readers, now)
        if request.agreed:
            yield from self._overdue(request, readers.asker, now)

    def _unless_soon(
        self,
        request: Request,
        readers: Iterable[Person | Room],
        kind: Notice,
        span: tuple[datetime, datetime],
    ) -> Iterator[Planned]:
        """What waits for somebody's word since one instant, as far ahead of another as is planned."""
        since, now = span
        for reader in readers:
            day, country = today_in(reader.time_zone, since), _country(request, reader)
            days = self.schedule.waiting_working_days
            first = self.calendar.after_working_days(day, days, country)
            yield from self._every_week(request, reader, kind, (first, now))

    def _promised(self, request: Request, readers: Readers, now: datetime) -> Iterator[Planned]:
        """What has been accepted is owed by its date, whatever is proposed meanwhile."""
        if request.state is not State.AWAITING:
            yield from self._reply(request, readers.answerer)
            yield from self._overdue(request, (*readers.answerer, *readers.asker), now)

    def _reply(self, request: Request, readers: Iterable[Person | Room]) -> Iterator[Planned]:
        for reader in readers:
            for days in self.schedule.reply_days_before:
                day = deadline(request) - timedelta(days=days)
                yield self._row(request, reader, Notice.REPLY_DUE, day)

    def _overdue(
        self, request: Request, readers: Iterable[Person | Room], now: datetime
    ) -> Iterator[Planned]:
        first = deadline(request) + timedelta(days=1)
        for reader in readers:
            yield from self._every_week(request, reader, Notice.OVERDUE, (first, now))

    def _every_week(
        self, request: Request, reader: Person | Room, kind: Notice, span: tuple[date, datetime]
    ) -> Iterator[Planned]:
        """From the first day on, as far ahead of now as is planned, on the working days of the reader's country."""
        first, now = span
        country = _country(request, reader)
        for day in self._weekly(self.calendar.working_from(first, country), now, country):
            yield self._row(request, reader, kind, day)

    def _weekly(self, first: date, now: datetime, country: str) -> Iterator[date]:
        """Every week from ``first`` on; what would come on a free day comes on the next working one.

        After long holidays that is just before the next of them, which is then left out.
        """
        day, said = first, date.min
        while day <= max(first, now.date()) + _AHEAD:
            working = self.calendar.working_from(day, country)
            if working - said >= _APART:
                said = working
                yield working
            day += _WEEK

    def _row(self, request: Request, reader: Person | Room, kind: Notice, day: date) -> Planned:
        due = at_hour(day, self.schedule.hour, reader.time_zone)
        return Planned(Topic.of(request.id), Recipient.to(reader), kind, due, day)


def _country(request: Request, reader: Person | Room) -> str:
    """The country of the side the reader is on."""
    own = (reader.authority,) if isinstance(reader, Room) else reader.authorities()
    sides = (Side.ASKER, Side.ANSWERER, Side.COORDINATOR)
    side = next((s for s in sides if request.authority(s) in own), Side.ANSWERER)
    return request.country(side)


def deadline(request: Request) -> date:
    """The day by which the answer is owed: the agreed one, before that the wished one."""
    return request.agreed or request.wished


def _arrival(request: Request, reader: Person | Room) -> date:
    """The reader's day on which it came to the authority that is to accept it."""
    assert request.arrived is not None, "what waits for acceptance has been sent"
    return today_in(reader.time_zone, request.arrived)


# What is said at once, and no help any more once that state is over.
_PASSING = {
    Notice.CLARIFICATION_WANTED: State.CLARIFYING,
    Notice.DISPUTED: State.DISPUTED,
    Notice.APPROVAL_WANTED: State.SUBMITTED,
    Notice.RETURNED: State.DRAFT,
    Notice.REFERRED: State.REFERRED,
}


def is_useful(kind: Notice, request: Request) -> bool:
    """Whether saying this still helps anybody, as the request stands now."""
    if kind is Notice.ACCEPTANCE_DUE and request.proposal is not None:
        return False
    if kind in (Notice.DATE_WAITING, Notice.DATE_PROPOSED):
        return request.proposal is not None
    if kind in (Notice.RECEIVED, Notice.MODIFIED):
        return request.state in (State.ALLOCATING, State.AWAITING)
    if kind in _PASSING and request.state is not _PASSING[kind]:
        return False
    return kind not in REMINDERS or kind in reminded(request.state)
