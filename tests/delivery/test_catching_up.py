"""After a standstill: what is still useful is said once, in one message for each reader, and said to be late."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from datetime import date, time

from core.acts import Given
from core.habits import Habits, owner_of
from core.outbox import CAUGHT_UP, Delivery, Progress, Recipient, Topic
from core.requests import Action, FreeText, Reference
from tests.delivery.conftest import Exchanging


async def rows(exchanging: Exchanging, name: Reference, reader: str) -> list[Delivery]:
    """What one person is told about a request."""
    async with exchanging.world.assistant.services.works.reading() as work:
        request = await work.requests.get(name)
        assert request is not None
        found = await work.outbox.of(Topic.of(request.id))
    return [row for row in found if row.planned.recipient.person == reader]


async def wished(exchanging: Exchanging, who: str, habits: Habits) -> None:
    async with exchanging.world.assistant.services.works.writing() as work:
        await work.habits.put(owner_of(exchanging.world.person(who)), habits)
        await work.commit()


async def test_news_of_several_requests_come_in_one_message_that_says_it_is_late(
    exchanging: Exchanging,
) -> None:
    names = [await exchanging.asked() for _ in range(3)]
    exchanging.clock.forward(hours=3)
    await exchanging.world.settle()
    [told] = exchanging.post.to("joao")
    assert all(name in told for name in names)
    assert "3 pedidos" in told
    assert "mais tarde do que devia" in told
    assert len(exchanging.post.to("lisboa-team")) == 1
    for name in names:
        [row, *_later] = await rows(exchanging, name, "joao")
        assert (row.progress, bool(row.receipt), row.language) == (Progress.SENT, True, "pt")


async def test_it_is_said_once_however_often_the_worker_looks(exchanging: Exchanging) -> None:
    for _ in range(2):
        await exchanging.asked()
    exchanging.clock.forward(hours=3)
    mailman = exchanging.world.assistant.mailman
    await asyncio.gather(*(mailman.run_due() for _worker in range(3)))
    exchanging.clock.forward(hours=1)
    await exchanging.world.settle()
    told = exchanging.post.to("joao")
    assert sum(text.count("LV-2026-000001") > 0 for text in told) == 1
    assert sum(text.count("LV-2026-000002") > 0 for text in told) == 1


async def test_what_is_pointless_by_now_is_stale(exchanging: Exchanging) -> None:
    gone, *kept = [await exchanging.asked() for _ in range(3)]
    exchanging.clock.forward(minutes=1)
    await exchanging.act("anna", gone, Action.WITHDRAW)
    exchanging.clock.forward(hours=3)
    await exchanging.world.settle()
    [told] = exchanging.post.to("joao")
    assert all(name in told for name in kept)
    [received, withdrawn] = [
        row
        for row in await rows(exchanging, gone, "joao")
        if row.progress is not Progress.CANCELLED
    ]
    assert (received.progress, withdrawn.progress) == (Progress.STALE, Progress.SENT)


async def test_of_one_request_only_the_last_news_is_told_and_every_word_written(
    exchanging: Exchanging,
) -> None:
    name = await exchanging.asked()
    await exchanging.act("joao", name, Action.ACCEPT)
    for text in ("Vai demorar.", "Faltam dados."):
        exchanging.clock.forward(minutes=1)
        given = Given(text=FreeText(text, "pt"))
        await exchanging.act("joao", name, Action.MESSAGE, given)
    exchanging.clock.forward(hours=3)
    await exchanging.world.settle()
    [told] = exchanging.post.to("anna")
    assert "Vai demorar." in told
    assert "Faltam dados." in told


async def test_p5_a_row_nobody_can_read_keeps_the_others_from_nothing(
    exchanging: Exchanging,
) -> None:
    names = [await exchanging.asked() for _ in range(2)]
    [row, *_later] = await rows(exchanging, names[0], "joao")
    poison = replace(row.planned, kind="poison")
    async with exchanging.world.assistant.services.works.writing() as work:
        await work.outbox.plan([poison])
        await work.commit()
    exchanging.clock.forward(hours=3)
    await exchanging.world.settle()
    [told] = exchanging.post.to("joao")
    assert all(name in told for name in names)


async def test_who_wants_each_thing_by_itself_gets_it_so(exchanging: Exchanging) -> None:
    await wished(exchanging, "joao", Habits(single=True))
    for _ in range(2):
        await exchanging.asked()
    exchanging.clock.forward(hours=3)
    await exchanging.world.settle()
    told = exchanging.post.to("joao")
    assert len(told) == 2
    assert all("atrasada" in text for text in told)


async def test_what_comes_late_keeps_to_quiet_hours(exchanging: Exchanging) -> None:
    await wished(exchanging, "joao", Habits(not_before=time(8), not_after=time(18)))
    for _ in range(2):
        await exchanging.asked()
    exchanging.clock.moment = exchanging.clock.moment.replace(hour=23)
    await exchanging.world.settle()
    assert exchanging.post.to("joao") == []
    assert exchanging.post.to("marta") != []
    exchanging.clock.forward(hours=10)
    await exchanging.world.settle()
    assert len(exchanging.post.to("joao")) == 1


async def test_a_morning_that_was_missed_and_what_happened_before_it_are_one_message(
    exchanging: Exchanging,
) -> None:
    name = await exchanging.accepted(wished=date(2026, 3, 23))
    exchanging.post.arrived.clear()
    exchanging.clock.moment = exchanging.clock.moment.replace(day=15, hour=12)
    other = await exchanging.asked()
    exchanging.clock.moment = exchanging.clock.moment.replace(day=17, hour=12)
    await exchanging.world.settle()
    [told] = exchanging.post.to("joao")
    assert name in told
    assert other in told
    exchanging.post.arrived.clear()
    exchanging.clock.moment = exchanging.clock.moment.replace(day=18, hour=12)
    await exchanging.world.settle()
    assert exchanging.post.to("joao") == []


async def test_when_it_fails_nothing_of_it_is_lost(exchanging: Exchanging) -> None:
    """Broken off after it was planned: the next worker sends it."""
    for _ in range(2):
        await exchanging.asked()
    exchanging.clock.forward(hours=3)
    exchanging.post.faults.extend([OSError("gone")] * 20)
    await exchanging.world.settle()
    assert exchanging.post.to("joao") == []
    exchanging.post.faults.clear()
    exchanging.clock.forward(hours=2)
    await exchanging.world.settle()
    assert len(exchanging.post.to("joao")) == 1
    async with exchanging.world.assistant.services.works.reading() as work:
        recipient = Recipient.to(exchanging.world.person("joao"))
        now = exchanging.clock.now()
        told = await work.outbox.to(recipient, now.replace(year=2025), now)
    [merged] = [row for row in told if row.planned.kind == CAUGHT_UP]
    assert merged.progress is Progress.SENT
