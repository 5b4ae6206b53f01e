"""How somebody wants to be told things, and when they are away.

A person's own wishes come first, then what their authority has set, then what the operator has.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import field, replace
from datetime import UTC, date, datetime, time, timedelta
from typing import NewType, Protocol
from zoneinfo import ZoneInfo

from core.calendar import at_hour
from core.people import AuthorityId, Person, PersonId, Room, RoomId
from core.values import value

Owner = NewType("Owner", str)

_DAY = timedelta(days=1)


@value(frozen=True, slots=True)
class Stay:
    """An absence, its first and last day included; by the calendar of whoever is away."""

    first: date
    last: date

    def holds(self, day: date) -> bool:
        return self.first <= day <= self.last


@value(frozen=True, slots=True)
class Habits:
    """``None``: nothing was chosen here, so what stands behind counts. Hours are by the reader's clock.

    ``single``: every reminder by itself, instead of one message with what matters that day.
    """

    reply_days_before: tuple[int, ...] | None = None
    acceptance_days: tuple[int, ...] | None = None
    hour: time | None = None
    not_before: time | None = None
    not_after: time | None = None
    working_days: bool | None = None
    single: bool | None = None
    away: tuple[Stay, ...] = ()

    def over(self, other: Habits) -> Habits:
        """These, and the other's where nothing was chosen here; one is away for oneself only."""
        chosen = {name: value for name in WISHES if (value := getattr(self, name)) is not None}
        same = not chosen and self.away == other.away
        return other if same else replace(other, **chosen, away=self.away)

    def is_away(self, day: date) -> bool:
        return any(stay.holds(day) for stay in self.away)

    def stay(self, day: date) -> Stay | None:
        return next((stay for stay in self.away if stay.holds(day)), None)


WISHES = (
    "reply_days_before",
    "acceptance_days",
    "hour",
    "not_before",
    "not_after",
    "working_days",
    "single",
)


@value(frozen=True, slots=True)
class Custom:
    """What counts for one reader: their habits, and the place by whose holidays they work."""

    habits: Habits = field(default_factory=Habits)
    place: str = ""


Customs = Mapping[str, Custom]


class HabitsOf(Protocol):
    async def of(self, owners: Sequence[Owner]) -> Mapping[Owner, Habits]:
        """Only of those who have chosen something."""
        ...

    async def put(self, owner: Owner, habits: Habits) -> None: ...


def owner_of(reader: Person | Room) -> Owner:
    return owner_person(reader.id) if isinstance(reader, Person) else owner_room(reader.id)


def owner_person(person: PersonId) -> Owner:
    return Owner(f"person:{person}")


def owner_room(room: RoomId) -> Owner:
    return Owner(f"room:{room}")


def owner_authority(authority: AuthorityId) -> Owner:
    return Owner(f"authority:{authority}")


def authorities_of(reader: Person | Room) -> tuple[AuthorityId, ...]:
    return reader.authorities() if isinstance(reader, Person) else (reader.authority,)


def layered(reader: Person | Room, known: Mapping[Owner, Habits]) -> Habits:
    """The reader's own over those of the authority they belong to first."""
    own = known.get(owner_of(reader), Habits())
    shared = (known[o] for a in authorities_of(reader) if (o := owner_authority(a)) in known)
    return own.over(next(shared, Habits()))


def owners(readers: Iterable[Person | Room]) -> tuple[Owner, ...]:
    """Whose habits may count for these readers."""
    found: dict[Owner, None] = {}
    for reader in readers:
        found[owner_of(reader)] = None
        found.update((owner_authority(each), None) for each in authorities_of(reader))
    return tuple(found)


def leaves_no_hour(habits: Habits) -> bool:
    """Whether all of the day would be quiet."""
    opens, closes = habits.not_before, habits.not_after
    return closes is not None and closes <= (opens or time(0))


def is_quiet(at: time, habits: Habits) -> bool:
    """Whether this hour is one in which the reader wants to hear nothing.

    Where that leaves no hour (one was chosen here and the other elsewhere), only the beginning counts.
    """
    early = habits.not_before is not None and at < habits.not_before
    late = habits.not_after is not None and at >= habits.not_after
    return early or (late and not leaves_no_hour(habits))


def within(hour: time, habits: Habits) -> time:
    """The hour nearest to this one at which the reader may be told something."""
    if habits.not_before is not None and hour < habits.not_before:
        return habits.not_before
    if habits.not_after is not None and is_quiet(hour, habits):
        return habits.not_before or min(habits.not_after, time(9))
    return hour


def next_hour(now: datetime, zone: str, habits: Habits) -> datetime:
    """This instant, or the first after it at which the reader may be told something."""
    local = now.astimezone(ZoneInfo(zone))
    if not is_quiet(local.time(), habits):
        return now
    opens = habits.not_before or time(0)
    early = local.time() < opens
    day = local.date() if early else local.date() + _DAY
    return at_hour(day, opens, zone).astimezone(UTC)
