"""Which reminders a request wants: a pure function from its state to rows of the outbox."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, datetime, timedelta

from core.calendar import Calendar
from core.clock import today_in
from core.lifecycle import reminded
from core.outbox import Key, Planned
from core.placing import Hearer, Placing, Readers, Schedule, Wanted, deadline
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
        return tuple(planned(self.placing(request, readers), now).values())

    def placing(self, request: Request, readers: Readers) -> Placing:
        return Placing(self.schedule, self.calendar, request, readers)


def planned(placing: Placing, now: datetime) -> Mapping[Key, Planned]:
    """Every reminder this state wants, past ones too; weekly ones reach two weeks beyond ``now``."""
    reminders = _Reminders(placing, placing.request, placing.calendar, now.date() + _AHEAD)
    return placing.rows(reminders.wanted())


@value(frozen=True, slots=True)
class _Reminders:
    """On which days which reader is to be reminded of what."""

    placing: Placing
    request: Request
    calendar: Calendar
    last: date

    def wanted(self) -> list[Wanted]:
        request = self.request
        match request.state:
            case State.AWAITING | State.ACCEPTED | State.PARTLY if request.proposal is not None:
                since = request.proposal.at
                waiting = self._unless_soon(Side.ASKER, Notice.DATE_WAITING, since)
                return [*waiting, *self._promised()]
            case State.ALLOCATING:
                return [*self._waiting(), *self._not_accepted()]
            case State.AWAITING:
                return self._acceptance()
            case State.REFERRED:
                return self._referred()
            case State.ACCEPTED | State.PARTLY:
                return self._promised()
            case _:
                return self._waiting()

    def _waiting(self) -> list[Wanted]:
        """Where it waits for one side's word, and that side is reminded of it."""
        if self.request.state not in _WAITING_FOR or _back_in_its_whole(self.request):
            return []
        side, due = _WAITING_FOR[self.request.state]
        return self._unless_soon(side, due, self.request.stands_since)

    def _acceptance(self) -> list[Wanted]:
        """Both sides go on being told, week by week, while nobody decides."""
        found: list[Wanted] = []
        for hearer in self.placing.on(Side.ANSWERER):
            arrived, after = _arrival(self.request, hearer), hearer.habits.acceptance_days or ()
            for days in after:
                day = self._worked(hearer, arrived + timedelta(days=days), later_than=arrived)
                found.append((hearer, Notice.ACCEPTANCE_DUE, day))
            first = arrived + timedelta(days=max(after, default=0)) + _WEEK
            found += self._every_week(hearer, Notice.ACCEPTANCE_DUE, first)
        return found + self._not_accepted()

    def _not_accepted(self) -> list[Wanted]:
        found: list[Wanted] = []
        for hearer in self.placing.on(Side.ASKER):
            last = max(hearer.habits.acceptance_days or (), default=0)
            first = _arrival(self.request, hearer) + timedelta(days=last + 1)
            found += self._every_week(hearer, Notice.ACCEPTANCE_DUE, first)
        return found

    def _referred(self) -> list[Wanted]:
        """What has been promised stays promised while coordinators look at it."""
        overdue = self._overdue(self.placing.on(Side.ASKER)) if self.request.agreed else ()
        return [*self._waiting(), *overdue]

    def _unless_soon(self, side: Side, kind: Notice, since: datetime) -> list[Wanted]:
        """What waits for somebody's word since one instant."""
        days = self.placing.schedule.waiting_working_days
        found: list[Wanted] = []
        for hearer in self.placing.on(side):
            day = today_in(hearer.reader.time_zone, since)
            first = self.calendar.after_working_days(day, days, hearer.place)
            found += self._every_week(hearer, kind, first)
        return found

    def _promised(self) -> list[Wanted]:
        """What has been accepted is owed by its date, whatever is proposed meanwhile."""
        if self.request.state is State.AWAITING:
            return []
        asker, answerer = self.placing.on(Side.ASKER), self.placing.on(Side.ANSWERER)
        return [*self._reply(answerer), *self._overdue([*answerer, *asker])]

    def _reply(self, hearers: Iterable[Hearer]) -> list[Wanted]:
        """The day itself is told on that day, whatever day it is."""
        due = deadline(self.request)
        return [
            (
                hearer,
                Notice.REPLY_DUE,
                self._worked(hearer, due - timedelta(days=days)) if days else due,
            )
            for hearer in hearers
            for days in hearer.habits.reply_days_before or ()
        ]

    def _worked(self, hearer: Hearer, day: date, later_than: date = date.min) -> date:
        """This day, or the working one before it; the one after it where that would be too early."""
        if not hearer.habits.working_days:
            return day
        before = self.calendar.working_until(day, hearer.place)
        return before if before > later_than else self.calendar.working_from(day, hearer.place)

    def _overdue(self, hearers: Iterable[Hearer]) -> list[Wanted]:
        first = deadline(self.request) + timedelta(days=1)
        found: list[Wanted] = []
        for hearer in hearers:
            found += self._every_week(hearer, Notice.OVERDUE, first)
        return found

    def _every_week(self, hearer: Hearer, kind: Notice, first: date) -> list[Wanted]:
        return [(hearer, kind, day) for day in self._weekly(first, hearer.place)]

    def _weekly(self, first: date, place: str) -> list[date]:
        """From the first working day on, as far ahead of now as is planned; what would come on a free day comes on
        the next working one.

        After long holidays that is just before the next of them, which is then left out.
        """
        every = timedelta(days=self.placing.schedule.repeat_days)
        day = self.calendar.working_from(first, place)
        said = [day]
        while (day := day + every) <= self.last:
            working = self.calendar.working_from(day, place)
            if working - said[-1] >= min(_APART, every):
                said.append(working)
        return said


def _arrival(request: Request, hearer: Hearer) -> date:
    """The reader's day on which it came to the authority that is to accept it."""
    assert request.arrived is not None, "what waits for acceptance has been sent"
    return today_in(hearer.reader.time_zone, request.arrived)


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
