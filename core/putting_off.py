"""Putting a reminder off, or saying that one is on it: until when nothing is said."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum

from core.calendar import at_hour
from core.clock import today_in
from core.errors import UserError
from core.habits import Habits, owner_of, within
from core.lifecycle import reminded, right_in_turn
from core.pauses import Pause
from core.people import Person
from core.placing import deadline
from core.refusals import NotYourRight, UnknownRequest
from core.requests import Reference, Request, State
from core.text import msg
from core.views import sides_of, view_of
from core.wanted import Wanted
from core.wishes import Wishes
from core.work import Work

_HOUR, _DAY, _WEEK = timedelta(hours=1), timedelta(days=1), timedelta(weeks=1)
_NINE = time(9)


class Later(StrEnum):
    HOUR = "hour"
    TOMORROW = "tomorrow"
    MONDAY = "monday"
    DAY = "day"


class NothingToPutOff(UserError):
    def __init__(self, name: Reference) -> None:
        super().__init__(msg("I do not remind anybody of request {reference} now.", reference=name))


class DayHasCome(UserError):
    def __init__(self, day: date) -> None:
        super().__init__(
            msg("That day has come already: {day}. Please choose another time.", day=day)
        )


@dataclass(frozen=True, slots=True)
class InHand:
    """``already``: a colleague who said so before, and still is."""

    until: datetime
    already: Person | None


@dataclass(frozen=True, slots=True)
class PuttingOff:
    wishes: Wishes

    async def snooze(self, person: Person, name: Reference, later: Later) -> datetime:
        """Until when; never beyond the day on which an answer is owed."""
        habits = await self.wishes.of(person)
        async with self.wishes.works.writing() as work:
            request = await _known(work, person, name)
            moment = _Moment(request, person, habits, self.wishes.clock.now())
            until = moment.of(later)
            await self._put(work, request, Pause(person.id, until))
        self.wishes.changed()
        return until

    async def on_it(self, person: Person, name: Reference) -> InHand:
        """The whole team is left alone."""
        habits = await self.wishes.of(person)
        async with self.wishes.works.writing() as work:
            request = await _known(work, person, name)
            _check_turn(request, person)
            now = self.wishes.clock.now()
            until = _Moment(request, person, habits, now).in_hand()
            already = await _already(work, request, person, now)
            await self._put(work, request, Pause(person.id, until, in_hand=True))
        self.wishes.changed()
        return InHand(until, already)

    async def _put(self, work: Work, request: Request, pause: Pause) -> None:
        await work.pauses.put(request.id, pause)
        await self.wishes.announcer.replan(work, request, self.wishes.clock.now())
        await work.commit()


async def _known(work: Work, person: Person, name: Reference) -> Request:
    request = await work.requests.get(name)
    if request is None or view_of(request, person) is None:
        raise UnknownRequest(name)
    if not reminded(request.state):
        raise NothingToPutOff(name)
    return request


async def who_is_on_it(work: Work, request: Request, now: datetime) -> Mapping[Person, datetime]:
    """Until when; whoever is away meanwhile is not on it: their colleagues are reminded."""
    found = {}
    for pause in await work.pauses.of(request.id):
        if pause.in_hand and pause.until > now and (person := await work.people.get(pause.person)):
            owner, day = owner_of(person), today_in(person.time_zone, now)
            if not (await work.habits.of([owner])).get(owner, Habits()).is_away(day):
                found[person] = pause.until
    return found


async def _already(work: Work, request: Request, person: Person, now: datetime) -> Person | None:
    """Nobody of another authority: how it shares its work is its own affair."""
    own = set(person.authorities())
    others = [one for one in await who_is_on_it(work, request, now) if one.id != person.id]
    return next((other for other in others if own & set(other.authorities())), None)


def _check_turn(request: Request, person: Person) -> None:
    """Only who could do it can be on it."""
    for side in sides_of(request, person):
        right = right_in_turn(request.state, side)
        if person.may(right, request.authority(side), request.area):
            return
    rights = {right_in_turn(request.state, side) for side in sides_of(request, person)}
    raise NotYourRight(Wanted(rights, request.area))


_OWED = frozenset({State.ALLOCATING, State.AWAITING, State.ACCEPTED, State.PARTLY})


@dataclass(frozen=True, slots=True)
class _Moment:
    request: Request
    person: Person
    habits: Habits
    now: datetime

    def of(self, later: Later) -> datetime:
        match later:
            case Later.HOUR:
                wanted = (self.now + _HOUR).replace(second=0, microsecond=0)
            case Later.TOMORROW:
                wanted = self._on(self._today + _DAY)
            case Later.MONDAY:
                wanted = self._on(self._today + timedelta(days=7 - self._today.weekday()))
            case Later.DAY:
                if self._today >= deadline(self.request):
                    raise DayHasCome(deadline(self.request))
                return self._the_day
        return min(wanted, self._the_day) if self._owed else wanted

    def in_hand(self) -> datetime:
        """Until the day itself; where it has come already, or nothing is owed by it, for a week."""
        return self._the_day if self._owed else self._on(self._today + _WEEK)

    @property
    def _owed(self) -> bool:
        waits = self.request.state in _OWED
        return waits and self._today < deadline(self.request)

    @property
    def _today(self) -> date:
        return today_in(self.person.time_zone, self.now)

    @property
    def _the_day(self) -> datetime:
        return self._on(deadline(self.request))

    def _on(self, day: date) -> datetime:
        hour = within(self.habits.hour or _NINE, self.habits)
        return at_hour(day, hour, self.person.time_zone)
