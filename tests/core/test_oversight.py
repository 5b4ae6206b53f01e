"""Every open request has the reminders it wants: what is missing is found, planned and reported."""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy import text

from core.acts import Given
from core.outbox import Progress, Topic
from core.oversight import Inspection, Oversight
from core.requests import Action, Reference
from tests.support.casework import Casework
from tests.support.post import PostOffice


def oversight(casework: Casework) -> Oversight:
    return casework.world.assistant.oversight


async def planned(casework: Casework, name: Reference) -> set[object]:
    rows = await casework.outbox(name)
    return {row.planned.key for row in rows if row.progress is Progress.PLANNED}


async def lose(casework: Casework, name: Reference) -> None:
    """As a mishap or a hand in the database would."""
    request = await casework.request(name)
    async with casework.world.assistant.database.writer.begin() as connection:
        gone = text("DELETE FROM outbox WHERE subject = :key AND kind IN ('reply_due', 'overdue')")
        await connection.execute(gone, {"key": Topic.of(request.id).key})


async def test_p1_what_is_lost_is_found_and_planned_again(casework: Casework) -> None:
    name, other = await casework.accepted(), await casework.asked()
    await casework.world.settle()
    before = await planned(casework, name)
    await lose(casework, name)
    found = await oversight(casework).inspect()
    assert (found.requests, found.lacking) == (2, 1)
    assert await planned(casework, name) < before
    assert await oversight(casework).mend() == found
    assert await planned(casework, name) == before
    assert await oversight(casework).inspect() == Inspection(requests=2)
    assert await casework.outbox(other)


async def test_as_the_weeks_go_by_nothing_is_found_missing(casework: Casework) -> None:
    """Each reminder that is sent plans on, before the check would miss anything."""
    world = casework.world
    world.assistant.mailman.channels["terminal"] = PostOffice()
    for make in (casework.drafted, casework.asked, casework.accepted, casework.answered):
        await make()
    name = await casework.accepted()
    later = (world.clock.now() + timedelta(days=60)).date()
    await casework.act("joao", name, Action.PROPOSE, Given(day=later))
    for _week in range(12):
        await world.settle()
        assert (await oversight(casework).inspect()).lacking == 0
        world.clock.forward(days=7)


async def test_what_is_over_is_not_looked_at(casework: Casework) -> None:
    name = await casework.answered()
    await casework.act("anna", name, Action.CLOSE)
    assert await oversight(casework).mend() == Inspection()
