"""Who works at an authority, and as what: changed by those who decide there, and nothing is left behind."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from core.admissions import Admissions
from core.admitting import Filing
from core.announcements import Announcer
from core.applications import Application, Stage, Wish
from core.authorities import Authority
from core.duties import Assignment, areas_lost, reassigned, roles_in
from core.enrolling import leave_all
from core.people import AreaId, AuthorityId, Person, PersonId, Role
from core.refusals import AuthorityUnknown, TooManyAtOnce
from core.relaying import Relay, relay
from core.routing import decided_by
from core.staff_news import Farewell, tell_changed, tell_heir, tell_left
from core.staff_refusals import NotDecidedByYou, UnknownColleague, Unreachable
from core.upkeep import Deed, Upkeep
from core.work import Work

_TRIES = 5


@dataclass(frozen=True, slots=True)
class Assigned:
    """``pending``: what a second coordinator has to agree to first; ``handed``: how many cases went on."""

    person: Person
    handed: int
    pending: Application | None = None


@dataclass(frozen=True, slots=True)
class Change:
    """Somebody changes what somebody is at an authority now."""

    work: Work
    actor: Person
    person: Person
    authority: Authority
    now: datetime


@dataclass(frozen=True, slots=True)
class Staffing:
    """``every``: all areas there are."""

    admissions: Admissions
    announcer: Announcer
    every: tuple[AreaId, ...]

    async def assign(
        self, actor: Person, given: Assignment, heir: PersonId | None = None
    ) -> Assigned:
        """From now on exactly these roles in these areas. Raises ``NeedsHeir`` rather than orphan a case."""
        for _try in range(_TRIES):
            async with self.admissions.works.writing() as work:
                change = await self._change(work, actor, given)
                pending = await self._proposed(change, given)
                after = self._after(change, given)
                handed = await self._hand_over(change, after, heir)
                if handed is not None:
                    await self._keep(change, after, Deed.RIGHTS_CHANGED, given.areas)
                    await tell_changed(work, actor, after, given.authority, change.now)
                    await work.commit()
                    self.admissions.changed()
                    return Assigned(after, handed, pending)
        raise TooManyAtOnce

    async def remove(
        self, actor: Person, id: PersonId, authority: AuthorityId, heir: PersonId | None = None
    ) -> Assigned:
        """They work there no more; whoever works nowhere any more is not known any more."""
        given = Assignment(id, authority, self.every, frozenset())
        for _try in range(_TRIES):
            async with self.admissions.works.writing() as work:
                change = await self._change(work, actor, given)
                rest = tuple(m for m in change.person.memberships if m.authority != authority)
                after = replace(change.person, memberships=rest, active=bool(rest))
                handed = await self._hand_over(change, after, heir)
                if handed is not None:
                    await self._let_go(change, after)
                    await work.commit()
                    self.admissions.changed()
                    return Assigned(after, handed)
        raise TooManyAtOnce

    async def check(self, actor: Person, id: PersonId, authority: AuthorityId) -> Person:
        """The colleague as they are now, if the actor decides anything about them there."""
        async with self.admissions.works.reading() as work:
            person, there = await _there(work, id, authority)
            if not await decided_by(work, actor, there, self.every):
                raise NotDecidedByYou(actor, there.id)
        return person

    def lost(self, person: Person, given: Assignment) -> frozenset[AreaId]:
        """Where they would handle requests no more."""
        after = replace(person, memberships=reassigned(person, given, self.every))
        return areas_lost(person, after, given.authority, self.every)

    async def decides_in(self, actor: Person, authority: AuthorityId) -> tuple[AreaId, ...]:
        async with self.admissions.works.reading() as work:
            known = await work.authorities.get(authority)
            return await decided_by(work, actor, known, self.every) if known else ()

    async def _change(self, work: Work, actor: Person, given: Assignment) -> Change:
        """Raises when the actor does not decide on all of it; on coordinators only coordinators do."""
        person, authority = await _there(work, given.person, given.authority)
        held = {a: roles_in(person, given.authority, a) for a in given.areas}
        touched = tuple(area for area in given.areas if held[area] != given.roles)
        only = any(Role.COORDINATOR in held[a] | given.roles for a in touched)
        may = await decided_by(work, actor, authority, touched, coordinators_only=only)
        if may != touched or not (touched or await self._decides(work, actor, authority)):
            raise NotDecidedByYou(actor, authority.id, on_coordinators=only)
        return Change(work, actor, person, authority, self.admissions.clock.now())

    async def _decides(self, work: Work, actor: Person, authority: Authority) -> bool:
        return bool(await decided_by(work, actor, authority, self.every))

    def _after(self, change: Change, given: Assignment) -> Person:
        """Whoever does not coordinate yet does so only once a second coordinator has agreed."""
        after = change.person
        for area in given.areas:
            already = Role.COORDINATOR in roles_in(change.person, given.authority, area)
            roles = given.roles if already else given.roles - {Role.COORDINATOR}
            one = replace(given, areas=(area,), roles=roles)
            after = replace(after, memberships=reassigned(after, one, self.every))
        return after

    async def _proposed(self, change: Change, given: Assignment) -> Application | None:
        if Role.COORDINATOR not in given.roles:
            return None
        person = change.person
        areas = tuple(
            area
            for area in given.areas
            if Role.COORDINATOR not in roles_in(person, given.authority, area)
        )
        if not areas:
            return None
        held = await change.work.people.addresses(person.id)
        if not held:
            raise Unreachable
        wish = Wish(given.authority, areas, frozenset({Role.COORDINATOR}))
        filing = Filing(held[0], person.name, person.language, wish, inviter=change.actor.id)
        return await self.admissions.put_up(change.work, filing, Stage.WAITING)

    async def _hand_over(self, change: Change, after: Person, heir: PersonId | None) -> int | None:
        """``None`` when somebody changed one of the cases just now."""
        lost = areas_lost(change.person, after, change.authority.id, self.every)
        given = Relay(change.actor, change.person, change.authority.id, lost, heir, change.now)
        handed = await relay(change.work, self.announcer, given)
        if handed and heir:
            await tell_heir(change.work, heir, change.person, handed, change.now)
        return handed

    async def _keep(
        self, change: Change, after: Person, deed: Deed, parts: Sequence[str] = ()
    ) -> None:
        await change.work.people.put(after)
        done = Upkeep(
            change.now, change.actor.id, change.authority.id, deed, after.id, tuple(parts)
        )
        await change.work.upkeeps.add(done)

    async def _let_go(self, change: Change, after: Person) -> None:
        work, person = change.work, change.person
        places = await work.people.addresses(person.id)
        await self._keep(change, after, Deed.PERSON_REMOVED)
        if not after.active:
            await leave_all(work, self.announcer.planner.schedule, person, change.now)
            await work.people.forget(after.id)
        # The last word is no part of what is forgotten.
        farewell = Farewell(change.actor, person, places, after.active, change.now)
        await tell_left(work, farewell, change.authority.id)


async def _there(work: Work, id: PersonId, authority: AuthorityId) -> tuple[Person, Authority]:
    """Somebody who works there; nobody else can be told from nobody."""
    person, known = await work.people.get(id), await work.authorities.get(authority)
    if known is None:
        raise AuthorityUnknown
    if person is None or not person.active or authority not in person.authorities():
        raise UnknownColleague
    return person, known
