from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from core.outbox import Delivery, Mailroom, Planned, Progress, Settled, Topic
from core.requests import RequestId
from core.steps import Notice
from core.work import Works
from storage.engine import Database
from storage.mailroom import SqlMailroom
from tests.storage.examples import NOW, TEAM, ana, draft, message

LEASE = 60


@pytest.fixture
async def request_id(works: Works) -> RequestId:
    async with works.writing() as work:
        added = await work.requests.add(draft())
        await work.commit()
    return added.id


@pytest.fixture
def mailroom(database: Database) -> Mailroom:
    return SqlMailroom(database)


async def planned(works: Works, *messages: Planned) -> None:
    async with works.writing() as work:
        await work.outbox.plan(messages)
        await work.commit()


async def told(works: Works, request: RequestId) -> Sequence[Delivery]:
    async with works.reading() as work:
        return await work.outbox.of(Topic.of(request))


async def test_a_planned_message_comes_back_as_it_was(works: Works, request_id: RequestId) -> None:
    person = message(request_id, NOW)
    room = message(request_id, NOW + timedelta(days=1), TEAM)
    await planned(works, room, person)
    found = await told(works, request_id)
    assert [delivery.planned for delivery in found] == [person, room]
    assert {delivery.progress for delivery in found} == {Progress.PLANNED}
    assert {delivery.attempts for delivery in found} == {0}
    assert len({delivery.id for delivery in found}) == 2


async def test_deliveries_are_named_in_the_order_they_fall_due(
    works: Works, request_id: RequestId
) -> None:
    """A large table is quick to claim from because of it."""
    days = [NOW + timedelta(days=n) for n in (2, 0, 1)]
    await planned(works, *(message(request_id, due) for due in days))
    found = await told(works, request_id)
    assert [d.planned.due for d in found] == sorted(days)
    assert sorted(d.id for d in found) == [d.id for d in found]


async def test_the_hour_that_a_clock_shows_twice_is_two_hours(
    works: Works, request_id: RequestId
) -> None:
    first = datetime(2026, 10, 25, 3, 30, tzinfo=ZoneInfo("Europe/Riga"))
    await planned(works, *(message(request_id, first.replace(fold=n)) for n in (0, 1)))
    early, late = await told(works, request_id)
    assert late.planned.due - early.planned.due == timedelta(hours=1)
    assert early.id < late.id


async def test_planning_twice_plans_once(works: Works, request_id: RequestId) -> None:
    first = message(request_id, NOW)
    await planned(works, first)
    before = await told(works, request_id)
    others = (
        message(request_id, NOW + timedelta(microseconds=1)),
        message(request_id, NOW, ana()),
        replace(first, kind=Notice.OVERDUE),
    )
    await planned(works, first, *others)
    after = await told(works, request_id)
    assert before[0] in after
    assert len(after) == 4


async def test_a_plan_rolled_back_says_nothing(works: Works, request_id: RequestId) -> None:
    async with works.writing() as work:
        await work.outbox.plan([message(request_id, NOW)])
    assert await told(works, request_id) == []


async def test_only_what_is_still_planned_can_be_given_up(
    works: Works, mailroom: Mailroom, request_id: RequestId
) -> None:
    await planned(works, message(request_id, NOW), message(request_id, NOW + timedelta(days=1)))
    (claimed,) = await mailroom.claim(NOW, 10, LEASE)
    async with works.writing() as work:
        await work.outbox.cancel([d.id for d in await work.outbox.of(Topic.of(request_id))])
        await work.commit()
    under_way, given_up = await told(works, request_id)
    assert (under_way.id, under_way.progress) == (claimed.id, Progress.SENDING)
    assert given_up.progress is Progress.CANCELLED


async def test_what_nobody_may_know_of_any_more_is_forgotten(
    works: Works, request_id: RequestId
) -> None:
    first, second = message(request_id, NOW), message(request_id, NOW + timedelta(days=1))
    await planned(works, first, replace(second, kind="other"))
    async with works.writing() as work:
        await work.outbox.forget(Topic.of(request_id), ("other",))
        await work.commit()
    [left] = await told(works, request_id)
    assert left.planned == first


async def test_what_was_given_up_and_is_wanted_again_is_planned_again(
    works: Works, mailroom: Mailroom, request_id: RequestId
) -> None:
    wanted = message(request_id, NOW)
    await planned(works, wanted)
    async with works.writing() as work:
        await work.outbox.cancel([d.id for d in await work.outbox.of(Topic.of(request_id))])
        await work.commit()
    assert await mailroom.claim(NOW, 10, LEASE) == []
    await planned(works, wanted)
    (claimed,) = await mailroom.claim(NOW, 10, LEASE)
    assert claimed.planned == wanted


async def test_what_was_sent_is_not_planned_again(
    works: Works, mailroom: Mailroom, request_id: RequestId
) -> None:
    await planned(works, message(request_id, NOW))
    (claimed,) = await mailroom.claim(NOW, 10, LEASE)
    await mailroom.settle(claimed.id, Progress.SENT, Settled(receipt="$1"))
    await planned(works, message(request_id, NOW))
    (sent,) = await told(works, request_id)
    assert sent.progress is Progress.SENT
    assert await mailroom.claim(NOW, 10, LEASE) == []


async def test_of_what_was_sent_one_reader_has_what_has_arrived_there(
    works: Works, mailroom: Mailroom, request_id: RequestId
) -> None:
    await planned(works, message(request_id, NOW), message(request_id, NOW, ana()))
    [first, *_] = await mailroom.claim(NOW, 10, LEASE)
    async with works.reading() as work:
        assert await work.outbox.arrived(Topic.of(request_id), first.planned.recipient) == []
    await mailroom.settle(first.id, Progress.SENT, Settled(receipt="1", at=NOW))
    async with works.reading() as work:
        [arrived] = await work.outbox.arrived(Topic.of(request_id), first.planned.recipient)
    assert arrived.id == first.id
    assert arrived.receipt == "1"
