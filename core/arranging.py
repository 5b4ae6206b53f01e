"""How an authority works inside, as who administers it sets it: whether a colleague approves, whether one allocates."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum

from core.clock import Clock
from core.describing import NotKeptByYou
from core.edits import Edit
from core.errors import UserError
from core.keeping import administered
from core.people import AreaId, AuthorityId, Person, Right
from core.text import Message, msg
from core.upkeep import Deed, Upkeep
from core.work import Work, Works
from core.workflows import Workflow


class Arrangement(StrEnum):
    """What is set, area by area."""

    APPROVAL = "approval"
    ALLOCATION = "allocation"


class NobodyForIt(UserError):
    """It would stop every request: nobody could go on with it."""

    field = "areas"

    def __init__(self, what: Arrangement) -> None:
        super().__init__(_NOBODY[what])


_NOBODY: Mapping[Arrangement, Message] = {
    Arrangement.APPROVAL: msg(
        "Nobody at this authority may approve requests in all these areas yet, so none could be sent. "
        "Please ask your coordinator to give a colleague the right first."
    ),
    Arrangement.ALLOCATION: msg(
        "Nobody at this authority may allocate requests in all these areas yet, so none could be taken up. "
        "Please ask your coordinator to give a colleague the right first."
    ),
}

_RIGHTS: Mapping[Arrangement, Right] = {
    Arrangement.APPROVAL: Right.APPROVE,
    Arrangement.ALLOCATION: Right.ALLOCATE,
}


@dataclass(frozen=True, slots=True)
class Arranging:
    works: Works
    clock: Clock

    async def of(self, person: Person, authority: AuthorityId) -> Workflow:
        """Raises ``NotKeptByYou``."""
        async with self.works.reading() as work:
            return await kept_workflow(work, person, authority)

    async def change(
        self, person: Person, authority: AuthorityId, what: Arrangement, areas: Collection[AreaId]
    ) -> Workflow:
        """From now on it holds in these areas and in no other. Raises ``UserError``."""
        async with self.works.writing() as work:
            before = await kept_workflow(work, person, authority)
            after = _set(before, what, frozenset(areas))
            await check_somebody(work, authority, after)
            await work.workflows.put(authority, after)
            parts = (what.value, *sorted(areas))
            now = self.clock.now()
            await work.edits.add(Edit(now, person.id, authority, before))
            done = Upkeep(now, person.id, authority, Deed.WORKFLOW_CHANGED, authority, parts)
            await work.upkeeps.add(done)
            await work.commit()
        return after


async def kept_workflow(work: Work, person: Person, authority: AuthorityId) -> Workflow:
    """By the rights they have now, whatever they had when the form was opened."""
    still = await work.people.get(person.id)
    if still is None or authority not in administered(still):
        raise NotKeptByYou(authority)
    return (await work.workflows.of([authority]))[authority]


async def check_somebody(work: Work, authority: AuthorityId, after: Workflow) -> None:
    """Raises ``NobodyForIt``."""
    areas = {Arrangement.APPROVAL: after.approval, Arrangement.ALLOCATION: after.allocation}
    for what, right in _RIGHTS.items():
        for area in sorted(areas[what]):
            if not await work.people.with_right(right, authority, area):
                raise NobodyForIt(what)


def _set(workflow: Workflow, what: Arrangement, areas: frozenset[AreaId]) -> Workflow:
    if what is Arrangement.APPROVAL:
        return replace(workflow, approval=areas)
    return replace(workflow, allocation=areas)
