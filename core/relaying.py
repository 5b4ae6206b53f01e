"""Open cases go to a named colleague before somebody leaves: none is left to nobody."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime

from core.announcements import Announcer
from core.audit import Entry
from core.people import AreaId, AuthorityId, Person, PersonId, Right
from core.requests import Action, Request
from core.staff_refusals import NeedsHeir, NotAnHeir
from core.work import Work


@dataclass(frozen=True, slots=True)
class Relay:
    """What this person has in hand at the authority, in these areas, goes to the heir."""

    actor: Person
    person: Person
    authority: AuthorityId
    areas: frozenset[AreaId]
    heir: PersonId | None
    now: datetime


async def in_hand(
    work: Work, person: PersonId, authority: AuthorityId, areas: frozenset[AreaId]
) -> list[Request]:
    found = await work.requests.in_hand(person, authority)
    return [request for request in found if request.area in areas]


async def relay(work: Work, announcer: Announcer, given: Relay) -> int | None:
    """How many went on; ``None`` when one of them was changed by somebody else just now."""
    cases = await in_hand(work, given.person.id, given.authority, given.areas)
    if not cases:
        return 0
    if given.heir is None or given.heir == given.person.id:
        raise NeedsHeir(len(cases))
    heir = await work.people.get(given.heir)
    for case in cases:
        if heir is None or not heir.may(Right.HANDLE, given.authority, case.area):
            raise NotAnHeir
        if not await _passed(work, announcer, case, given):
            return None
    return len(cases)


async def _passed(work: Work, announcer: Announcer, case: Request, given: Relay) -> bool:
    assert given.heir is not None, "somebody takes it"
    changed = replace(case, version=case.version + 1)
    if case.asker == given.authority and case.author == given.person.id:
        changed = replace(changed, author=given.heir)
    if case.answerer == given.authority and case.handler == given.person.id:
        changed = replace(changed, handler=given.heir)
    if not await work.requests.save(changed, case.version):
        return False
    await work.audit.add(_entry(case, given))
    await announcer.replan(work, changed, given.now)
    return True


def _entry(case: Request, given: Relay) -> Entry:
    return Entry(
        request=case.id,
        at=given.now,
        by=given.actor.id,
        authority=given.authority,
        action=Action.HAND_OVER,
        before=case.state,
        after=case.state,
        details={"handler": str(given.heir)},
    )
