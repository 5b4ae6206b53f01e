"""Which reminders a request wants: a pure function from its state to rows of the outbox."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date, datetime, timedelta

from core.calendar import Calendar
from core.clock import today_in
from core.lifecycle import reminded
from core.outbox import Planned
from core.people import Person, Room
from core.placing import Placing, Readers, Schedule, Wanted, deadline
from core.requests import Request, Side, State
from core.steps import Notice
from core.values import value

_WEEK = timedelta(weeks=1)
_AHEAD = timedelta(weeks=2)
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


@value(frozen=True, slots=True)
class Planner:
    schedule: Schedule
    calendar: Calendar

    def plan(self, request: Request, readers: Readers, now: datetime) -> tuple[Planned, ...]:
        return planned(self.placing(request, readers), now)

    def placing(self, request: Request, readers: Readers) -> Placing:
        return Placing(self.schedule, self.calendar, request, readers)


def planned(placing: Placing, now: datetime) -> tuple[Planned, ...]:
    """Every reminder this state wants, past ones too; weekly ones reach two weeks beyond ``now``."""
    return placing.rows(_Reminders(placing, now).wanted())


@value(frozen=True, slots=True)
class _Reminders:
    """On which days which reader is to be reminded of what."""

    placing: Placing
    now: datetime

    @property
    def request(self) -> Request:
        return self.placing.request

    @property
    def calendar(self) -> Calendar:
        return self.placing.calendar

    def wanted(self) -> Iterator[Wanted]:
        request, readers = self.request, self.placing.readers
        match request.state:
            case State.AWAITING | State.ACCEPTED | State.PARTLY if request.proposal is not None:
                yield from self._unless_soon(
                    readers.asker, Notice.DATE_WAITING, request.proposal.at
                )
                yield from self._promised()
            case State.ALLOCATING:
                yield from self._waiting()
                yield from self._not_accepted(readers.asker)
            case State.AWAITING:
                yield from self._acceptance()
            case State.REFERRED:
                yield from self._referred()
            case State.ACCEPTED | State.PARTLY:
                yield from self._promised()
            case _:
                yield from self._waiting()

    def _waiting(self) -> Iterator[Wanted]:
        """Where it waits for one side's word, and that side is reminded of it."""
        if self.request.state in _WAITING_FOR and not _back_in_its_whole(self.request):
            side, due = _WAITING_FOR[self.request.state]
            readers = self.placing.readers.on(side)
            yield from self._unless_soon(readers, due, self.request.stands_since)

    def _acceptance(self) -> Iterator[Wanted]:
        """Both sides go on being told, week by week, while nobody decides."""
        for reader in self.placing.readers.answerer:
            arrived, after = _arrival(self.request, reader), self._after_arrival(reader)
            for days in after:
                day = self._worked(reader, arrived + timedelta(days=days), later_than=arrived)
                yield Wanted(reader, Notice.ACCEPTANCE_DUE, day)
            first = arrived + timedelta(days=max(after, default=0)) + _WEEK
            yield from self._every_week(reader, Notice.ACCEPTANCE_DUE, first)
        yield from self._not_accepted(self.placing.readers.asker)

    def _not_accepted(self, readers: Iterable[Person | Room]) -> Iterator[Wanted]:
        for reader in readers:
            last = max(self._after_arrival(reader), default=0)
            first = _arrival(self.request, reader) + timedelta(days=last + 1)
            yield from self._every_week(reader, Notice.ACCEPTANCE_DUE, first)

    def _after_arrival(self, reader: Person | Room) -> tuple[int, ...]:
        return self.placing.habits(reader).acceptance_days or ()

    def _referred(self) -> Iterator[Wanted]:
        """What has been promised stays promised while coordinators look at it."""
        readers = self.placing.readers
        yield from self._waiting()
        if self.request.agreed:
            yield from self._overdue(readers.asker)

    def _unless_soon(
        self, readers: Iterable[Person | Room], kind: Notice, since: datetime
    ) -> Iterator[Wanted]:
        """What waits for somebody's word since one instant."""
        days = self.placing.schedule.waiting_working_days
        for reader in readers:
            day, place = today_in(reader.time_zone, since), self.placing.place(reader)
            first = self.calendar.after_working_days(day, days, place)
            yield from self._every_week(reader, kind, first)

    def _promised(self) -> Iterator[Wanted]:
        """What has been accepted is owed by its date, whatever is proposed meanwhile."""
        if self.request.state is not State.AWAITING:
            readers = self.placing.readers
            yield from self._reply(readers.answerer)
            yield from self._overdue((*readers.answerer, *readers.asker))

    def _reply(self, readers: Iterable[Person | Room]) -> Iterator[Wanted]:
        """The day itself is told on that day, whatever day it is."""
        due = deadline(self.request)
        for reader in readers:
            for days in self.placing.habits(reader).reply_days_before or ():
                day = due - timedelta(days=days)
                yield Wanted(reader, Notice.REPLY_DUE, self._worked(reader, day) if days else due)

    def _worked(self, reader: Person | Room, day: date, later_than: date = date.min) -> date:
        """This day, or the working one before it; the one after it where that would be too early."""
        if not self.placing.habits(reader).working_days:
            return day
        place = self.placing.place(reader)
        before = self.calendar.working_until(day, place)
        return before if before > later_than else self.calendar.working_from(day, place)

    def _overdue(self, readers: Iterable[Person | Room]) -> Iterator[Wanted]:
        first = deadline(self.request) + timedelta(days=1)
        for reader in readers:
            yield from self._every_week(reader, Notice.OVERDUE, first)

    def _every_week(self, reader: Person | Room, kind: Notice, first: date) -> Iterator[Wanted]:
        """From the first day on, as far ahead of now as is planned, on the reader's working days."""
        place = self.placing.place(reader)
        for day in self._weekly(self.calendar.working_from(first, place), place):
            yield Wanted(reader, kind, day)

    def _weekly(self, first: date, place: str) -> Iterator[date]:
        """Again and again from ``first`` on; what would come on a free day comes on the next working one.

        After long holidays that is just before the next of them, which is then left out.
        """
        day, said = first, date.min
        while day == first or day <= self.now.date() + _AHEAD:
            working = self.calendar.working_from(day, place)
            if working - said >= min(_APART, self._interval):
                said = working
                yield working
            day += self._interval

    @property
    def _interval(self) -> timedelta:
        return timedelta(days=self.placing.schedule.repeat_days)


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


def _back_in_its_whole(request: Request) -> bool:
    """An answered part waits for nobody: its answers are where they belong."""
    return request.whole is not None and request.state in (State.ANSWERED, State.CLARIFIED)
