"""How an authority and each of its rooms want to be reminded, as whoever keeps the authority's data says."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TypeAlias

from core.authorities import Authority
from core.edits import Edit, TeamHabits
from core.errors import UserError
from core.habits import WISHES, Habits, Owner, owner_authority, owner_of
from core.keeping import administered
from core.people import AuthorityId, Person, Room
from core.text import msg
from core.upkeep import Deed, Upkeep
from core.wishes import Wishes, check_hours
from core.work import Work

Team: TypeAlias = Authority | Room


class NoTeamOfYours(UserError):
    field = "whose"

    def __init__(self) -> None:
        super().__init__(
            msg(
                "How your authority and its rooms are reminded is set by a colleague who keeps its data up to "
                "date. Write `my authority` to see who that is, or `my reminders` for yourself."
            )
        )


@dataclass(frozen=True, slots=True)
class TeamWishes:
    wishes: Wishes

    async def teams(self, person: Person) -> Mapping[Owner, Team]:
        """Those one may set it for: each authority, then its rooms. Raises ``NoTeamOfYours``."""
        async with self.wishes.works.reading() as work:
            return await teams_of(work, person)

    async def of(self, team: Team) -> Habits:
        """All that counts there, whoever has chosen it."""
        authority = _authority(team)
        async with self.wishes.works.reading() as work:
            known = await work.habits.of([_owner(team), owner_authority(authority)])
        shared = known.get(owner_authority(authority), Habits())
        schedule = self.wishes.announcer.planner.schedule
        if isinstance(team, Room):
            return schedule.habits(team, known.get(owner_of(team), Habits()).over(shared))
        return schedule.habits_at(team.id, shared)

    async def change(
        self, person: Person, owner: Owner, changed: Callable[[Habits], Habits]
    ) -> Team:
        """From now on; what is planned there is planned anew. Whose turn it is to say so is looked up again."""
        async with self.wishes.works.writing() as work:
            still = await work.people.get(person.id)
            teams = await teams_of(work, still or person)
            if owner not in teams:
                raise NoTeamOfYours
            before = (await work.habits.of([owner])).get(owner, Habits())
            after = changed(before)
            authority = _authority(teams[owner])
            everywhere = self.wishes.announcer.planner.schedule.habits_at
            check_hours(everywhere(authority, before), everywhere(authority, after))
            await work.habits.put(owner, after)
            now, parts = self.wishes.clock.now(), _changes(before, after)
            if parts:
                await work.edits.add(Edit(now, person.id, authority, TeamHabits(owner, before)))
            deed = Upkeep(now, person.id, authority, Deed.REMINDERS_CHANGED, owner, parts)
            await work.upkeeps.add(deed)
            await self.wishes.replan(work, [authority])
            await work.commit()
        self.wishes.changed()
        return teams[owner]


async def teams_of(work: Work, person: Person) -> dict[Owner, Team]:
    found: dict[Owner, Team] = {}
    for authority in (await work.authorities.many(administered(person))).values():
        found[owner_authority(authority.id)] = authority
        for room in await work.people.rooms(authority.id):
            found[owner_of(room)] = room
    if not found:
        raise NoTeamOfYours
    return found


def _owner(team: Team) -> Owner:
    return owner_of(team) if isinstance(team, Room) else owner_authority(team.id)


def _authority(team: Team) -> AuthorityId:
    return team.authority if isinstance(team, Room) else team.id


def _changes(before: Habits, after: Habits) -> tuple[str, ...]:
    return tuple(name for name in WISHES if getattr(before, name) != getattr(after, name))
