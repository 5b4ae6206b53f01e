from __future__ import annotations

from datetime import timedelta

import pytest

from core.outbox import Delivery, DeliveryId, Progress, Settled
from core.work import Works
from storage.engine import Database
from storage.mailroom import SqlMailroom
from storage.undelivered import Backlog, Undelivered
from tests.storage.examples import NOW, draft, message

LEASE = 60
BROKEN = Settled(problem="account_inactive")


@pytest.fixture
async def given_up(works: Works, database: Database) -> list[Delivery]:
    """Four due: one failed, one unsure, one sent, one still waiting."""
    async with works.writing() as work:
        request = await work.requests.add(draft())
        due = [NOW - timedelta(seconds=n) for n in (40, 30, 20, 10)]
        await work.outbox.plan([message(request.id, each) for each in due])
        await work.commit()
    mailroom = SqlMailroom(database)
    one, two, three = await mailroom.claim(NOW, 3, LEASE)
    await mailroom.settle(one.id, Progress.FAILED, BROKEN)
    await mailroom.settle(two.id, Progress.UNSURE, Settled(problem="no answer"))
    await mailroom.settle(three.id, Progress.SENT, Settled())
    return [one, two]


async def test_what_was_given_up_is_listed_the_oldest_first(
    given_up: list[Delivery], database: Database
) -> None:
    found = await Undelivered(database).all(10)
    assert [(each.id, each.progress, each.problem) for each in found] == [
        (given_up[0].id, Progress.FAILED, "account_inactive"),
        (given_up[1].id, Progress.UNSURE, "no answer"),
    ]
    assert len(await Undelivered(database).all(1)) == 1


@pytest.mark.usefixtures("given_up")
async def test_the_backlog_counts_what_waits_and_what_was_given_up(database: Database) -> None:
    assert await Undelivered(database).backlog(NOW) == Backlog(1, 10.0, 1, 1)


async def test_an_empty_outbox_has_no_backlog(database: Database) -> None:
    assert await Undelivered(database).backlog(NOW) == Backlog(0, 0.0, 0, 0)


async def test_what_failed_is_sent_anew_and_what_is_unsure_is_looked_for_first(
    given_up: list[Delivery], database: Database
) -> None:
    again = await Undelivered(database).retry(None)
    assert set(again) == {each.id for each in given_up}
    claimed = {each.id: each for each in await SqlMailroom(database).claim(NOW, 10, LEASE)}
    assert claimed[given_up[0].id].progress is Progress.SENDING
    assert claimed[given_up[1].id].progress is Progress.UNSURE
    assert claimed[given_up[0].id].attempts == 1


async def test_only_the_chosen_are_dropped_and_why_they_failed_stays(
    given_up: list[Delivery], database: Database, works: Works
) -> None:
    outbox = Undelivered(database)
    assert await outbox.drop([given_up[0].id, DeliveryId("nobody's")]) == [given_up[0].id]
    assert [each.id for each in await outbox.all(10)] == [given_up[1].id]
    async with works.reading() as work:
        rows = await work.outbox.of(given_up[0].planned.about)
    dropped = next(row for row in rows if row.id == given_up[0].id)
    assert (dropped.progress, dropped.problem) == (Progress.STALE, "account_inactive")


@pytest.mark.usefixtures("given_up")
async def test_what_was_sent_or_still_waits_is_left_alone(database: Database) -> None:
    outbox = Undelivered(database)
    await outbox.drop(None)
    assert await outbox.retry(None) == []
    assert len(await SqlMailroom(database).claim(NOW, 10, LEASE)) == 1
