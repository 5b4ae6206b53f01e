"""Being away: from one day to another, and who gets what concerns one meanwhile. It ends by itself."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from core.clock import today_in
from core.deputies import stand_in
from core.errors import UserError
from core.habits import Habits, Stay, owner_of
from core.people import Person
from core.text import msg
from core.wishes import Wishes

_DAY = timedelta(days=1)
_LONGEST = timedelta(days=366)


class StayOver(UserError):
    field = "stay"

    def __init__(self) -> None:
        super().__init__(msg("These days are over already. Please write days to come."))


class StayTooLong(UserError):
    field = "stay"

    def __init__(self) -> None:
        super().__init__(
            msg(
                "That is longer than a year. Somebody else should take your requests over: "
                "please ask your administrator."
            )
        )


@dataclass(frozen=True, slots=True)
class Absences:
    wishes: Wishes

    async def away(self, person: Person, stay: Stay) -> Person | None:
        """Who stands in from the first day on, as things are now; nobody where there is no deputy."""
        today = today_in(person.time_zone, self.wishes.clock.now())
        if stay.last < today:
            raise StayOver
        if stay.last - stay.first > _LONGEST:
            raise StayTooLong
        await self.wishes.change(person, lambda own: _with(own, stay, today))
        return await self.stand_in(person, max(stay.first, today))

    async def back(self, person: Person) -> Stay | None:
        """At work again; from somebody who is not away now: the absence that was to come next is called off."""
        today = today_in(person.time_zone, self.wishes.clock.now())
        own = await self.wishes.of(person)
        ahead = _ahead(own.away, today)
        called_off = ahead[0] if ahead and not own.is_away(today) else None

        def without(own: Habits) -> Habits:
            kept = [stay for stay in _ahead(own.away, today) if stay != called_off]
            return replace(own, away=tuple(kept))

        await self.wishes.change(person, without)
        return called_off

    async def stand_in(self, person: Person, day: date) -> Person | None:
        async with self.wishes.works.reading() as work:
            teams = [await work.people.of_authority(a) for a in person.authorities()]
            known = {each.id: each for team in teams for each in team}
            habits = await work.habits.of([owner_of(each) for each in known.values()])

        def there(each: Person) -> bool:
            return not habits.get(owner_of(each), Habits()).is_away(day)

        return stand_in(person, known, there)


def _with(own: Habits, stay: Stay, today: date) -> Habits:
    """One that touches another takes its place; those that are over are forgotten."""
    others = [s for s in own.away if s.last >= today and not _touch(s, stay)]
    return replace(own, away=tuple(sorted([*others, stay], key=lambda s: s.first)))


def _touch(one: Stay, other: Stay) -> bool:
    return one.first <= other.last and other.first <= one.last


def _ahead(stays: Sequence[Stay], today: date) -> Sequence[Stay]:
    return [s for s in stays if s.first > today]
