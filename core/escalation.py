"""Nobody reacts to a reminder: the deputies are told as well, then the whole team, then the coordinator."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import field
from datetime import date, time
from enum import StrEnum
from typing import TypeAlias

from core.audience import Audience
from core.calendar import Calendar, at_hour
from core.clock import today_in
from core.houses import House
from core.outbox import Planned, Recipient, Topic
from core.people import Person, PersonId, Right, Room
from core.requests import Request, Side
from core.steps import Notice
from core.values import value

Reader: TypeAlias = Person | Room

# Names of a row's values.
RUNG, WAITS_FOR, INSTEAD_OF, OWED_BY = "rung", "waits_for", "instead_of", "owed_by"


class Rung(StrEnum):
    """Who is told, the nearest first."""

    DEPUTY = "deputy"
    TEAM = "team"
    COORDINATOR = "coordinator"


_OWN = (Rung.DEPUTY, Rung.TEAM)
_ALL = tuple(Rung)
_COORDINATING = (Right.REFER, Right.COORDINATE)

# Who owes what is reminded of, and who is told when nothing comes. What an authority has not sent yet, and what
# keeps nobody else waiting, stays in the house; an answer is a coordinator's affair once its day has passed.
_OWED: Mapping[str, tuple[Side, Sequence[Rung]]] = {
    Notice.APPROVAL_DUE: (Side.ASKER, _OWN),
    Notice.DATE_WAITING: (Side.ASKER, _ALL),
    Notice.ANSWER_WAITING: (Side.ASKER, _OWN),
    Notice.ALLOCATION_DUE: (Side.ANSWERER, _ALL),
    Notice.ACCEPTANCE_DUE: (Side.ANSWERER, _ALL),
    Notice.REPLY_DUE: (Side.ANSWERER, _OWN),
    Notice.OVERDUE: (Side.ANSWERER, (Rung.COORDINATOR,)),
    Notice.REFERRAL_DUE: (Side.COORDINATOR, _OWN),
    Notice.CLARIFICATION_DUE: (Side.ANSWERER, _ALL),
    Notice.DISPUTE_DUE: (Side.COORDINATOR, _OWN),
}


@value(frozen=True, slots=True)
class Wait:
    """What one side owes; ``first``: the day of the first reminder."""

    side: Side
    kind: str
    first: date


@value(frozen=True, slots=True)
class Above:
    """Whom else to tell on one side; ``deputies`` with those whose deputies they are."""

    deputies: Mapping[PersonId, PersonId] = field(default_factory=dict)
    readers: Mapping[Rung, Sequence[Reader]] = field(default_factory=dict)


@value(frozen=True, slots=True)
class Escalation:
    """Working days after the first reminder, or after the last step of the request; 0: nobody is told."""

    after: Mapping[Rung, int]
    hour: time
    calendar: Calendar

    def plan(self, request: Request, waits: Iterable[Wait], above: Above) -> Sequence[Planned]:
        return [
            self._row(request, wait, (rung, reader), above)
            for wait in waits
            for rung in _OWED[wait.kind][1]
            if self.after.get(rung)
            for reader in above.readers.get(rung, ())
        ]

    def _row(
        self, request: Request, wait: Wait, told: tuple[Rung, Reader], above: Above
    ) -> Planned:
        rung, reader = told
        since = max(wait.first, today_in(reader.time_zone, request.last.at))
        days, country = self.after[rung], request.country(wait.side)
        day = self.calendar.after_working_days(since, days, country)
        values = {
            RUNG: rung.value,
            WAITS_FOR: str(_now_waits_for(wait.kind, request, day)),
            OWED_BY: str(request.authority(wait.side)),
        }
        if rung is Rung.DEPUTY and isinstance(reader, Person):
            values[INSTEAD_OF] = above.deputies[reader.id]
        due = at_hour(day, self.hour, reader.time_zone)
        to = Recipient.to(reader)
        return Planned(Topic.of(request.id), to, Notice.NOT_REACTED, due, day, values)


def _now_waits_for(kind: str, request: Request, day: date) -> str:
    late = kind is Notice.REPLY_DUE and day > request.due
    return Notice.OVERDUE if late else kind


def owed(reminders: Iterable[Planned]) -> Mapping[Side, Sequence[Planned]]:
    """Reminders by the side that owes what they are about."""
    found: dict[Side, list[Planned]] = {}
    for row in reminders:
        found.setdefault(_OWED[row.kind][0], []).append(row)
    return found


def waits(side: Side, reminders: Iterable[Planned], owners: Collection[str]) -> Sequence[Wait]:
    """What a side owes, as the reminders of ``owners``, who are on it, say."""
    first: dict[str, date] = {}
    for row in reminders:
        if row.recipient.key in owners:
            first[row.kind] = min(row.local, first.get(row.kind, row.local))
    return [Wait(side, kind, day) for kind, day in first.items()]


def above(audience: Audience, side: Side, told: Sequence[Reader]) -> Above:
    """``told``: those of this side who hear of it anyway."""
    house, area = audience.house(side), audience.request.area
    if house is None:
        return Above()
    colleagues = {person.id: person for person in house.with_any((Right.VIEW,), area)}
    turn = {reader.id: reader for reader in told if isinstance(reader, Person)}
    deputies = _deputies(turn, colleagues)
    rooms = [reader for reader in told if isinstance(reader, Room)]
    team = [each for each in colleagues.values() if each.id not in {*turn, *deputies}]
    return Above(
        deputies,
        {
            Rung.DEPUTY: [colleagues[each] for each in deputies],
            Rung.TEAM: [*team, *rooms],
            Rung.COORDINATOR: _coordinators(audience, house),
        },
    )


def _deputies(
    turn: Mapping[PersonId, Person], colleagues: Mapping[PersonId, Person]
) -> dict[PersonId, PersonId]:
    """Deputies who may see the request, with the first whose deputies they are."""
    found: dict[PersonId, PersonId] = {}
    for person in turn.values():
        for deputy in person.deputies:
            if deputy in colleagues and deputy not in turn:
                found.setdefault(deputy, person.id)
    return found


def _coordinators(audience: Audience, house: House) -> Sequence[Reader]:
    linked = house.coordinator(audience.request.area)
    known = audience.houses.get(linked) if linked else None
    if known is None or not audience.request.sent:
        return ()
    return [*known.with_any(_COORDINATING, audience.request.area), *known.rooms]
