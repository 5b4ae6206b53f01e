"""From a day on which somebody is to be reminded to a row of the outbox: at their hour, unless they have put it
off, and to their deputy while they are away.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import field, replace
from datetime import date, datetime, time, timedelta
from typing import TypeAlias

from core.calendar import Calendar, at_hour
from core.clock import today_in
from core.deputies import stand_in
from core.habits import Custom, Habits, Owner, Stay, authorities_of, owner_of, owner_person, within
from core.lifecycle import right_in_turn
from core.outbox import DIGEST, TOGETHER, Key, Planned, Recipient, Topic
from core.pauses import Pause, pause_for
from core.people import AuthorityId, Person, PersonId, Room
from core.requests import Request, Side
from core.steps import Notice
from core.values import value

_DAY = timedelta(days=1)


@value(frozen=True, slots=True)
class Schedule:
    """When an operator wants people reminded; days are calendar days unless they say otherwise.

    ``working_days``: what would come on a free day comes on a working one, but for the day itself.
    ``rooms``: what is otherwise in a team's room. ``hours``: that of single authorities, by their id.
    """

    hour: time = time(9)
    acceptance_days: tuple[int, ...] = (5, 7)
    reply_days_before: tuple[int, ...] = (7, 3, 1, 0)
    waiting_working_days: int = 3
    repeat_days: int = 7
    working_days: bool = True
    single: bool = False
    not_before: time | None = None
    not_after: time | None = None
    rooms: Habits = field(default_factory=Habits)
    hours: Mapping[str, time] = field(default_factory=dict)

    def habits(self, reader: Person | Room, chosen: Habits) -> Habits:
        """What counts in the end: everything is chosen here."""
        own = [a for a in authorities_of(reader) if a in self.hours] if self.hours else ()
        mine = self._everywhere(own[0] if own else None)
        behind = self.rooms.over(mine) if isinstance(reader, Room) else mine
        return chosen.over(behind)

    def habits_at(self, authority: AuthorityId, chosen: Habits) -> Habits:
        """What counts at an authority for whoever has chosen nothing."""
        return chosen.over(self._everywhere(authority))

    def _everywhere(self, authority: AuthorityId | None) -> Habits:
        return Habits(
            reply_days_before=self.reply_days_before,
            acceptance_days=self.acceptance_days,
            hour=self.hours.get(authority or "", self.hour),
            not_before=self.not_before,
            not_after=self.not_after,
            working_days=self.working_days,
            single=self.single,
        )


@value(frozen=True, slots=True)
class Readers:
    """Whom a request's reminders go to, on each side; what is known of their habits, and what they have put off.

    ``colleagues``: everybody who may stand in for one who is away.
    """

    asker: Sequence[Person | Room]
    answerer: Sequence[Person | Room]
    coordinator: Sequence[Person | Room] = ()
    customs: Mapping[str, Custom] = field(default_factory=dict)
    pauses: Sequence[Pause] = ()
    colleagues: Mapping[PersonId, Person] = field(default_factory=dict)

    def custom(self, reader: Person | Room) -> Custom:
        return self.customs.get(owner_of(reader), _PLAIN)

    def on(self, side: Side) -> Sequence[Person | Room]:
        match side:
            case Side.ASKER:
                return self.asker
            case Side.COORDINATOR:
                return self.coordinator
            case _:
                return self.answerer


_PLAIN = Custom()


@value(frozen=True, slots=True)
class Hearer:
    """A reader of what is said about a request, and all that counts when it is said.

    ``place``: by whose holidays they work. ``values``: what every reminder of theirs says of itself.
    """

    reader: Person | Room
    about: Topic
    to: Recipient
    habits: Habits
    place: str
    hour: time
    values: Mapping[str, str]

    def at(self, day: date) -> datetime:
        return at_hour(day, self.hour, self.reader.time_zone)

    def rows(self, wanted: Iterable[Wanted]) -> list[Planned]:
        about, to, values = self.about, self.to, self.values
        hour, zone = self.hour, self.reader.time_zone
        return [
            Planned(about, to, kind, at_hour(day, hour, zone), day, values)
            for _own, kind, day in wanted
        ]


# That somebody is to be reminded of something on a day.
Wanted: TypeAlias = tuple[Hearer, Notice, date]


@value(frozen=True, slots=True)
class Placing:
    schedule: Schedule
    calendar: Calendar
    request: Request
    readers: Readers
    _hearers: dict[Owner, Hearer] = field(default_factory=dict)

    def rows(self, wanted: Iterable[Wanted]) -> Mapping[Key, Planned]:
        """What is somebody's own comes before a copy of the same."""
        by_hearer: dict[str, list[Wanted]] = {}
        for each in wanted:
            by_hearer.setdefault(each[0].to.key, []).append(each)
        own: dict[Key, Planned] = {}
        copies: list[Planned] = []
        for theirs in by_hearer.values():
            hearer = theirs[0][0]
            there, away = self._parted(hearer, hearer.rows(theirs))
            own |= {row.key: row for row in self._paused(hearer, there)}
            copies += away
        return {row.key: row for row in copies} | own if copies else own

    def copied(self, hearer: Hearer, row: Planned) -> Planned | None:
        """The same for whoever stands in on that day; nothing where the person is there, or nobody stands in."""
        reader = hearer.reader
        if isinstance(reader, Room) or not hearer.habits.away:
            return None
        stay = hearer.habits.stay(row.local)
        deputy = self._deputy(reader, row.local) if stay else None
        if stay is None or deputy is None:
            return None
        given = {**row.values, "for": reader.id, "until": stay.last.isoformat()}
        return replace(row, recipient=Recipient.to(deputy), values=given)

    def of(self, reader: Person | Room) -> Hearer:
        """Asked for with everything that is said, and worked out once."""
        owner = owner_of(reader)
        known = self._hearers.get(owner)
        if known is None:
            known = self._hearer(reader, self.readers.customs.get(owner, _PLAIN))
            self._hearers[owner] = known
        return known

    def on(self, side: Side) -> list[Hearer]:
        return [self.of(reader) for reader in self.readers.on(side)]

    def _hearer(self, reader: Person | Room, custom: Custom) -> Hearer:
        habits = self.schedule.habits(reader, custom.habits)
        assert habits.hour is not None, "the operator's schedule has an hour"
        return Hearer(
            reader=reader,
            about=Topic.of(self.request.id),
            to=Recipient.to(reader),
            habits=habits,
            place=custom.place or self.request.country(self._side(reader)),
            hour=within(habits.hour, habits),
            values={} if habits.single else TOGETHER,
        )

    def _paused(self, hearer: Hearer, rows: Sequence[Planned]) -> Sequence[Planned]:
        """What would be said before the pause is over is said once, when it is."""
        if not self.readers.pauses:
            return rows
        reader = hearer.reader
        pause = pause_for(reader, self.readers.pauses, self._team(reader))
        if pause is None:
            return rows
        until = max(pause.until, _opens(hearer, pause)) if pause.in_hand else pause.until
        held = [row for row in rows if row.due < until and not self._is_left(pause, row.local)]
        rest = [row for row in rows if row not in held]
        after = (row for row in rest if row.due >= until)
        last = max(held, key=lambda row: row.due) if held else next(after, None)
        if last is None:
            return rows
        return [_moved(hearer, last, until), *rest]

    def _is_left(self, pause: Pause, day: date) -> bool:
        """Whoever is on it is away: until they are back the others are reminded."""
        custom = self.readers.customs.get(owner_person(pause.person), _PLAIN)
        return pause.in_hand and custom.habits.is_away(day)

    def _parted(
        self, hearer: Hearer, rows: Sequence[Planned]
    ) -> tuple[Sequence[Planned], Sequence[Planned]]:
        """What the reader is told, and what goes to deputies instead; both once more when one is back."""
        stays, reader = hearer.habits.away, hearer.reader
        if not stays or isinstance(reader, Room):
            return rows, ()
        there, copies, held = list[Planned](), list[Planned](), dict[Stay, Planned]()
        for row in sorted(rows, key=lambda row: row.due):
            stay = next((stay for stay in stays if stay.holds(row.local)), None)
            deputy = self._deputy(reader, row.local) if stay else None
            if stay is None or deputy is None:
                there.append(row)
                continue
            held[stay] = row
            copies.append(_copy(reader, self.of(deputy), stay, row))
        back = (self._back(hearer, stay, row) for stay, row in held.items())
        return [*there, *back], [c for d in _deputies(copies) for c in self._of(d, copies)]

    def _of(self, deputy: PersonId, copies: Sequence[Planned]) -> Iterator[Planned]:
        person = self.of(self.readers.colleagues[deputy])
        yield from self._paused(person, [c for c in copies if c.recipient.person == deputy])

    def _back(self, hearer: Hearer, stay: Stay, row: Planned) -> Planned:
        day = self.calendar.working_from(stay.last + _DAY, hearer.place)
        return replace(row, due=hearer.at(day), local=day)

    def _deputy(self, absent: Person, day: date) -> Person | None:
        side = self._side(absent)
        right, own = right_in_turn(self.request.state, side), self.request.authority(side)

        def fit(person: Person) -> bool:
            there = not self.readers.custom(person).habits.is_away(day)
            return there and person.may(right, own, self.request.area)

        return stand_in(absent, self.readers.colleagues, fit)

    def _side(self, reader: Person | Room) -> Side:
        own = (reader.authority,) if isinstance(reader, Room) else reader.authorities()
        sides = (Side.ASKER, Side.ANSWERER, Side.COORDINATOR)
        return next((s for s in sides if self.request.authority(s) in own), Side.ANSWERER)

    def _team(self, reader: Person | Room) -> frozenset[PersonId]:
        """Whoever is on the reader's side of the request, as far as they are known here."""
        own = self.request.authority(self._side(reader))
        everybody = [*self.readers.on(self._side(reader)), *self.readers.colleagues.values()]
        return frozenset(
            each.id for each in everybody if isinstance(each, Person) and own in each.authorities()
        )


def _opens(hearer: Hearer, pause: Pause) -> datetime:
    """What a whole team is told after a pause, each hears at their own hour."""
    return hearer.at(today_in(hearer.reader.time_zone, pause.until))


def _moved(hearer: Hearer, row: Planned, due: datetime) -> Planned:
    day = today_in(hearer.reader.time_zone, due)
    values = dict(row.values)
    if due != hearer.at(day):
        values.pop(DIGEST, None)
    return replace(row, due=due, local=day, values=values)


def _copy(absent: Person, deputy: Hearer, stay: Stay, row: Planned) -> Planned:
    given = {**deputy.values, "for": absent.id, "until": stay.last.isoformat()}
    return replace(row, recipient=deputy.to, due=deputy.at(row.local), values=given)


def _deputies(copies: Sequence[Planned]) -> Iterable[PersonId]:
    return dict.fromkeys(c.recipient.person for c in copies if c.recipient.person)


def deadline(request: Request) -> date:
    """The day by which the answer is owed: the agreed one, before that the wished one."""
    return request.agreed or request.wished
