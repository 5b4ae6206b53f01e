"""Several at once at the same messages on PostgreSQL: nobody waits for ever, and queue and outbox say the same."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import select, text

from core.outbox import Planned, Progress, Settled, Topic
from core.requests import RequestId
from core.work import Works
from storage.engine import Database
from storage.mailroom import SqlMailroom
from storage.tables import outbox, queue
from storage.undelivered import Undelivered
from tests.storage.examples import NOW, draft, message

LEASE = 60
_WAITING = text(
    "SELECT count(*) FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND datname = current_database()"
)


@pytest.fixture
def url(filled_postgres_url: str) -> str:
    return filled_postgres_url


@pytest.fixture
async def planned(works: Works) -> Planned:
    async with works.writing() as work:
        request = await work.requests.add(draft())
        one = message(request.id, NOW)
        await work.outbox.plan([one])
        await work.commit()
    return one


async def _until_waiting(database: Database, number: int = 1) -> None:
    async with asyncio.timeout(30), database.reader.connect() as connection:
        while (await connection.execute(_WAITING)).scalar_one() < number:  # noqa: ASYNC110
            await asyncio.sleep(0)


async def _waits(database: Database) -> list[str]:
    async with database.reader.connect() as connection:
        return list((await connection.execute(select(queue.c.id))).scalars())


async def _stands(works: Works, about: Topic) -> list[Progress]:
    async with works.reading() as work:
        return [each.progress for each in await work.outbox.of(about)]


async def test_what_is_wanted_again_while_it_is_deleted_leaves_nothing_in_the_queue(
    works: Works, database: Database, planned: Planned
) -> None:
    name = planned.about.request
    assert isinstance(name, int)
    async with works.writing() as work:
        await work.outbox.cancel([each.id for each in await work.outbox.of(planned.about)])
        await work.commit()
    async with works.writing() as work:
        await work.outbox.plan([planned])
        forgetting = asyncio.create_task(_forget(works, name))
        await _until_waiting(database)
        await work.commit()
    await forgetting
    assert (await _stands(works, planned.about), await _waits(database)) == ([], [])


async def _forget(works: Works, name: RequestId) -> None:
    async with works.writing() as work:
        await work.records.forget_messages(name)
        await work.commit()


async def test_what_is_deleted_is_taken_in_the_order_in_which_everybody_takes_it(
    works: Works, database: Database, planned: Planned
) -> None:
    earlier = replace(planned, due=NOW - timedelta(hours=1))
    async with works.writing() as work:
        await work.outbox.plan([earlier])
        await work.commit()
    name = planned.about.request
    assert isinstance(name, int)
    first, last = sorted(await _waits(database))
    async with database.writer.begin() as connection:
        locking = select(queue.c.id).with_for_update()
        await connection.execute(locking.where(queue.c.id == first))
        forgetting = asyncio.create_task(_forget(works, name))
        await _until_waiting(database)
        await connection.execute(locking.where(queue.c.id == last))
    await forgetting
    assert (await _stands(works, planned.about), await _waits(database)) == ([], [])


async def test_what_is_planned_again_and_settled_at_once_waits_for_nobody_in_a_circle(
    works: Works, database: Database, planned: Planned
) -> None:
    mailroom = SqlMailroom(database)
    (claimed,) = await mailroom.claim(NOW, 1, LEASE)
    async with works.writing() as work:
        await work.outbox.plan([planned])
        settling = asyncio.create_task(
            mailroom.settle(claimed.id, Progress.SENT, Settled(receipt="1"))
        )
        await _until_waiting(database)
        await work.outbox.plan([planned])
        await work.commit()
    await settling
    assert (await _stands(works, planned.about), await _waits(database)) == ([Progress.SENT], [])


async def test_what_is_given_up_for_good_is_not_sent_by_who_tries_it_again_meanwhile(
    works: Works, database: Database, planned: Planned
) -> None:
    mailroom, undelivered = SqlMailroom(database), Undelivered(database)
    (claimed,) = await mailroom.claim(NOW, 1, LEASE)
    await mailroom.settle(claimed.id, Progress.FAILED, Settled(problem="no answer"))
    async with database.writer.begin() as connection:
        await connection.execute(select(outbox.c.id).with_for_update())
        dropping = asyncio.create_task(undelivered.drop(None))
        await _until_waiting(database)
        retrying = asyncio.create_task(undelivered.retry(None))
        await _until_waiting(database, 2)
    assert (await dropping, await retrying) == ([claimed.id], [])
    assert (await _stands(works, planned.about), await _waits(database)) == ([Progress.STALE], [])
