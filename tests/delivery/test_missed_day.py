"""The reminder of a day that has passed: what is said of it says that it has passed, once."""

from __future__ import annotations

from datetime import date

import pytest

from core.habits import Habits, owner_of
from core.outbox import Topic
from core.requests import Reference
from core.steps import Notice
from tests.delivery.conftest import Exchanging

FRIDAY = date(2026, 3, 20)


@pytest.fixture
async def name(exchanging: Exchanging) -> Reference:
    """Down since before the day itself; João wants every reminder by itself."""
    works = exchanging.world.assistant.services.works
    async with works.writing() as work:
        joao = exchanging.world.person("joao")
        await work.habits.put(owner_of(joao), Habits(single=True, reply_days_before=(0,)))
        await work.commit()
    name = await exchanging.accepted(wished=FRIDAY)
    exchanging.post.arrived.clear()
    return name


async def kinds_sent(exchanging: Exchanging, name: Reference) -> list[str]:
    """To João, of the day and its passing."""
    async with exchanging.world.assistant.services.works.reading() as work:
        request = await work.requests.get(name)
        assert request is not None
        rows = await work.outbox.of(Topic.of(request.id))
    return [
        row.planned.kind
        for row in rows
        if row.id in exchanging.post.arrived
        and row.planned.recipient.key == "person:joao"
        and row.planned.kind in (Notice.REPLY_DUE, Notice.OVERDUE)
    ]


async def test_on_the_day_itself_it_is_said_that_the_answer_is_due(
    exchanging: Exchanging, name: Reference
) -> None:
    exchanging.clock.moment = exchanging.clock.moment.replace(day=20, hour=16)
    await exchanging.world.settle()
    assert await kinds_sent(exchanging, name) == [Notice.REPLY_DUE]


@pytest.mark.parametrize("monday", [23, 24])
async def test_after_it_only_that_the_day_has_passed(
    exchanging: Exchanging, name: Reference, monday: int
) -> None:
    exchanging.clock.moment = exchanging.clock.moment.replace(day=monday, hour=16)
    await exchanging.world.settle()
    assert await kinds_sent(exchanging, name) == [Notice.OVERDUE]


async def test_on_the_weekend_after_it_it_waits_for_the_message_that_says_so(
    exchanging: Exchanging, name: Reference
) -> None:
    exchanging.clock.moment = exchanging.clock.moment.replace(day=21, hour=16)
    await exchanging.world.settle()
    assert await kinds_sent(exchanging, name) == []
    exchanging.clock.moment = exchanging.clock.moment.replace(day=23, hour=16)
    await exchanging.world.settle()
    assert await kinds_sent(exchanging, name) == [Notice.OVERDUE]


async def test_nobody_has_reacted_is_then_said_of_an_answer_that_is_overdue(
    exchanging: Exchanging,
) -> None:
    """Down from acceptance until after the day: the room hears once that it has passed, a colleague why she is told."""
    await exchanging.accepted(wished=date(2026, 3, 23))
    exchanging.post.arrived.clear()
    exchanging.clock.moment = exchanging.clock.moment.replace(day=25, hour=16)
    await exchanging.world.settle()
    [in_room] = exchanging.post.to("lisboa-team")
    assert in_room.count("está atrasada") == 1
    [to_marta] = [said for said in exchanging.post.to("marta") if "Ainda ninguém reagiu" in said]
    assert "está atrasada" in to_marta
    assert "deve ser enviada até" not in in_room + to_marta
