from __future__ import annotations

import asyncio
from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import event

from core.outbox import Delivery, Mailroom, Progress, Settled, Topic, Tried
from core.people import Address
from core.requests import RequestId
from core.work import Works
from storage.engine import Database
from storage.mailroom import SqlMailroom
from tests.storage.examples import NOW, draft, message

LEASE = 60
SECOND = timedelta(seconds=1)
LAPSED = NOW + timedelta(seconds=LEASE)
THERE = Settled(Address("matrix", "", "@anna:example.org"), receipt="$event")


@pytest.fixture
async def request_id(works: Works) -> RequestId:
    async with works.writing() as work:
        added = await work.requests.add(draft())
        await work.commit()
    return added.id


@pytest.fixture
def mailroom(database: Database) -> Mailroom:
    return SqlMailroom(database)


@pytest.fixture
async def due_now(works: Works, request_id: RequestId) -> RequestId:
    async with works.writing() as work:
        await work.outbox.plan([message(request_id, NOW)])
        await work.commit()
    return request_id


async def only(works: Works, request: RequestId) -> Delivery:
    async with works.reading() as work:
        (found,) = await work.outbox.of(Topic.of(request))
    return found


async def test_what_is_due_is_claimed_most_overdue_first(
    works: Works, mailroom: Mailroom, request_id: RequestId
) -> None:
    days = [NOW + timedelta(days=n) for n in (0, -3, 1, -2, -1)]
    async with works.writing() as work:
        await work.outbox.plan([message(request_id, due) for due in days])
        await work.commit()
    first = await mailroom.claim(NOW, 2, LEASE)
    rest = await mailroom.claim(NOW, 10, LEASE)
    assert [delivery.planned.due for delivery in first] == [days[1], days[3]]
    assert [delivery.planned.due for delivery in rest] == [days[4], days[0]]
    assert {(d.progress, d.attempts) for d in first} == {(Progress.SENDING, 1)}


async def test_a_settled_delivery_keeps_where_it_went_and_is_over(
    works: Works, mailroom: Mailroom, due_now: RequestId
) -> None:
    (claimed,) = await mailroom.claim(NOW, 10, LEASE)
    await mailroom.settle(claimed.id, Progress.SENT, THERE)
    sent = replace(claimed, progress=Progress.SENT, address=THERE.address, receipt="$event")
    assert await only(works, due_now) == sent
    assert await mailroom.claim(LAPSED, 10, LEASE) == []
    assert await mailroom.next_due() is None


async def test_a_sqlite_of_early_2022_understands_how_a_delivery_is_settled(
    database: Database, works: Works, mailroom: Mailroom, due_now: RequestId
) -> None:
    """Ubuntu 22.04 has 3.37, which has no `->>`: what was sent would be sent again and again."""
    (claimed,) = await mailroom.claim(NOW, 10, LEASE)
    asked: list[str] = []

    def note(_connection: object, _cursor: object, statement: str, *_rest: object) -> None:
        asked.append(statement)

    event.listen(database.writer.sync_engine, "before_cursor_execute", note)
    await mailroom.settle(claimed.id, Progress.SENT, THERE)
    assert (await only(works, due_now)).progress is Progress.SENT
    assert any("UPDATE outbox" in statement for statement in asked)
    assert database.kind == "postgresql" or not any("->" in statement for statement in asked)


async def test_many_are_settled_in_one_go(
    works: Works, mailroom: Mailroom, request_id: RequestId
) -> None:
    async with works.writing() as work:
        await work.outbox.plan([message(request_id, NOW - n * SECOND) for n in range(3)])
        await work.commit()
    one, two, three = await mailroom.claim(NOW, 10, LEASE)
    broken = Settled(problem="is_archived")
    await mailroom.settle_many(
        [(one.id, Progress.SENT, THERE), (three.id, Progress.FAILED, broken)]
    )
    async with works.reading() as work:
        found = await work.outbox.of(Topic.of(request_id))
    assert [(d.progress, d.receipt, d.problem) for d in found] == [
        (Progress.SENT, "$event", ""),
        (Progress.SENDING, "", ""),
        (Progress.FAILED, "", "is_archived"),
    ]
    assert found[1].id == two.id


async def test_settling_nothing_is_nothing(mailroom: Mailroom) -> None:
    await mailroom.settle_many([])
    assert await mailroom.next_due() is None


@pytest.mark.usefixtures("due_now")
async def test_a_claim_holds_until_its_lease_is_over(mailroom: Mailroom) -> None:
    (mine,) = await mailroom.claim(NOW, 10, LEASE)
    assert await mailroom.claim(LAPSED - SECOND, 10, LEASE) == []
    (other,) = await mailroom.claim(LAPSED, 10, LEASE)
    assert (other.id, other.attempts) == (mine.id, 2)


@pytest.mark.usefixtures("due_now")
async def test_a_row_a_worker_died_with_is_unsure_for_the_next(mailroom: Mailroom) -> None:
    await mailroom.claim(NOW, 10, LEASE)
    (again,) = await mailroom.claim(LAPSED, 10, LEASE)
    assert again.progress is Progress.UNSURE
    await mailroom.retry(again.id, LAPSED + SECOND, "timeout")
    (third,) = await mailroom.claim(LAPSED + SECOND, 10, LEASE)
    assert (third.progress, third.attempts) == (Progress.UNSURE, 3)


async def test_a_retry_waits_for_its_hour_and_keeps_its_identity(
    works: Works, mailroom: Mailroom, due_now: RequestId
) -> None:
    (claimed,) = await mailroom.claim(NOW, 10, LEASE)
    await mailroom.retry(claimed.id, NOW + 30 * SECOND, "http_500")
    assert await mailroom.next_due() == NOW + 30 * SECOND
    waiting = await only(works, due_now)
    assert (waiting.progress, waiting.attempts, waiting.problem) == (
        Progress.PLANNED,
        1,
        "http_500",
    )
    assert waiting.planned == claimed.planned
    assert await mailroom.claim(NOW + 29 * SECOND, 10, LEASE) == []
    (again,) = await mailroom.claim(NOW + 30 * SECOND, 10, LEASE)
    assert (again.id, again.attempts) == (claimed.id, 2)


async def test_a_try_that_sent_nothing_is_not_counted(
    works: Works, mailroom: Mailroom, due_now: RequestId
) -> None:
    (claimed,) = await mailroom.claim(NOW, 10, LEASE)
    await mailroom.retry(claimed.id, NOW + SECOND, "rate limit", Tried.UNSENT)
    assert (await only(works, due_now)).attempts == 0


async def test_who_comes_too_late_changes_nothing(
    works: Works, mailroom: Mailroom, due_now: RequestId
) -> None:
    (slow,) = await mailroom.claim(NOW, 10, LEASE)
    (quick,) = await mailroom.claim(LAPSED, 10, LEASE)
    await mailroom.settle(quick.id, Progress.SENT, THERE)
    sent = await only(works, due_now)
    await mailroom.settle(slow.id, Progress.FAILED, Settled(problem="timeout"))
    await mailroom.retry(slow.id, LAPSED, "timeout")
    assert await only(works, due_now) == sent


async def test_the_next_due_is_the_earliest_there_is_something_to_do(
    works: Works, mailroom: Mailroom, due_now: RequestId
) -> None:
    async with works.writing() as work:
        await work.outbox.plan([message(due_now, NOW + timedelta(days=1))])
        await work.commit()
    assert await mailroom.next_due() == NOW
    await mailroom.claim(NOW, 10, LEASE)
    assert await mailroom.next_due() == LAPSED


async def test_two_workers_on_a_thousand_rows_never_hold_the_same(
    works: Works, database: Database, request_id: RequestId
) -> None:
    async with works.writing() as work:
        await work.outbox.plan([message(request_id, NOW - n * SECOND) for n in range(1000)])
        await work.commit()

    both_hold_some = asyncio.Barrier(2)

    async def drain() -> list[str]:
        worker = SqlMailroom(database)
        held: list[str] = [delivery.id for delivery in await worker.claim(NOW, 30, LEASE)]
        # One that is slow to connect finds nothing left otherwise.
        await both_hold_some.wait()
        while batch := await worker.claim(NOW, 30, LEASE):
            held += [delivery.id for delivery in batch]
        return held

    one, two = await asyncio.gather(drain(), drain())
    assert len(one) + len(two) == len({*one, *two}) == 1000
    assert one
    assert two
