"""The promises of delivery, each by its number; what other parts keep of them stands there under the same numbers."""

from __future__ import annotations

import asyncio
from collections import Counter
from dataclasses import replace
from datetime import date, timedelta
from itertools import cycle, pairwise

import pytest

from bot.channel import TryLater, Unreachable, Unsure
from core.acts import Given
from core.outbox import Delivery, Planned, Progress, Recipient, Topic
from core.requests import Action, QuestionId, Reference
from tests.delivery.conftest import Exchanging
from tests.support.dying import At, work_until_killed
from tests.support.post import PostOffice
from tests.support.world import MovableClock, a_world


async def rows(exchanging: Exchanging, name: Reference) -> list[Delivery]:
    async with exchanging.world.assistant.services.works.reading() as work:
        request = await work.requests.get(name)
        assert request is not None
        return list(await work.outbox.of(Topic.of(request.id)))


async def test_p1_a_reminder_missed_while_down_is_sent_once_and_says_that_it_is_late(
    exchanging: Exchanging,
) -> None:
    name = await exchanging.accepted()
    exchanging.post.arrived.clear()
    exchanging.clock.forward(days=20)
    await exchanging.world.settle()
    [reminder] = exchanging.post.to("joao")
    assert name in reminder
    assert exchanging.world.voice("joao").typed("show") in reminder
    exchanging.clock.forward(minutes=5)
    await exchanging.world.settle()
    assert len(exchanging.post.to("joao")) == 1


async def test_p1_a_worker_that_died_between_claim_and_send_leaves_the_row_to_the_next(
    exchanging: Exchanging,
) -> None:
    await exchanging.asked()
    mailroom = exchanging.world.assistant.mailroom
    claimed = await mailroom.claim(exchanging.clock.now(), 100, 60)
    assert claimed
    await exchanging.world.settle()
    assert not exchanging.post.arrived

    exchanging.clock.forward(seconds=61)
    await exchanging.world.settle()
    assert set(exchanging.post.arrived) == {delivery.id for delivery in claimed}


@pytest.mark.parametrize("step", list(At))
async def test_p1_killed_at_any_step_between_due_and_recorded_each_is_sent_once(
    exchanging: Exchanging, step: At
) -> None:
    """Its place in the outbox is the only thing the next worker finds."""
    await exchanging.asked()
    await work_until_killed(exchanging.world.assistant, step)
    exchanging.clock.forward(minutes=3)
    await exchanging.world.settle()
    sent = Counter(letter.to.account for letter in exchanging.post.sent)
    assert sent == {"joao": 1, "marta": 1, "lisboa-team": 1}


@pytest.mark.parametrize(
    "down", [timedelta(minutes=1), timedelta(days=1), timedelta(days=3, hours=12)], ids=str
)
async def test_p1_down_for_a_minute_a_day_or_over_a_clock_change_nothing_is_lost(
    exchanging: Exchanging, down: timedelta
) -> None:
    """In the night to Sunday, 29 March, clocks go forward; it is due on Friday, on Sunday and on Monday."""
    await exchanging.accepted(wished=date(2026, 3, 30))
    exchanging.clock.moment = exchanging.clock.moment.replace(day=27, hour=8, minute=59)
    await exchanging.world.settle()
    exchanging.post.arrived.clear()
    exchanging.clock.moment += down
    for _twice in range(2):
        await exchanging.world.settle()
    assert len(exchanging.post.to("joao")) == 1


@pytest.mark.parametrize("back", [timedelta(seconds=1), timedelta(hours=1), timedelta(days=1)])
async def test_p1_a_clock_that_jumps_back_and_forth_loses_and_repeats_nothing(
    exchanging: Exchanging, back: timedelta
) -> None:
    await exchanging.asked()
    for jump in (-back, back, back, -back, back):
        exchanging.clock.moment += jump
        await exchanging.world.settle()
    sent = Counter(letter.to.account for letter in exchanging.post.sent)
    assert sent == {"joao": 1, "marta": 1, "lisboa-team": 1}


async def test_p2_sent_but_not_to_be_recorded_it_is_looked_for_before_it_is_sent_again(
    exchanging: Exchanging, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The database went away between the two, and was back a moment later."""
    await exchanging.asked()

    async def away(*_args: object) -> None:
        raise OSError("the database went away")

    with monkeypatch.context() as patched:
        patched.setattr("storage.mailroom.SqlMailroom.settle", away)
        await exchanging.world.settle()
    exchanging.clock.forward(hours=1)
    await exchanging.world.settle()
    sent = Counter(letter.to.account for letter in exchanging.post.sent)
    assert sent == {"joao": 1, "marta": 1, "lisboa-team": 1}


async def test_p2_a_lost_answer_is_looked_for_and_not_sent_again(exchanging: Exchanging) -> None:
    name = await exchanging.asked()
    exchanging.post.loses_answers = True
    exchanging.post.faults.extend([Unsure("no answer")] * 3)
    await exchanging.world.settle()
    sent = len(exchanging.post.sent)
    exchanging.clock.forward(hours=2)
    await exchanging.world.settle()
    assert len(exchanging.post.sent) == sent
    assert {row.progress for row in await rows(exchanging, name) if row.receipt} == {Progress.SENT}


async def test_p2_two_workers_on_one_database_send_each_message_once(
    exchanging: Exchanging,
) -> None:
    await exchanging.asked()
    mailman = exchanging.world.assistant.mailman
    await asyncio.gather(*(mailman.run_due() for _worker in range(4)))
    ids = [letter.id for letter in exchanging.post.sent]
    assert len(ids) == len(set(ids)) > 0


async def test_p3_a_limit_is_obeyed_and_nothing_is_lost(exchanging: Exchanging) -> None:
    await exchanging.asked()
    exchanging.post.faults.extend([TryLater("slow down", 30)] * 3)
    await exchanging.world.settle()
    assert not exchanging.post.arrived
    exchanging.clock.forward(seconds=31)
    await exchanging.world.settle()
    assert {letter.to.account for letter in exchanging.post.arrived.values()} == {
        "joao",
        "marta",
        "lisboa-team",
    }


async def test_p3_what_can_never_arrive_is_visible(exchanging: Exchanging) -> None:
    exchanging.post.faults.extend([Unreachable("account_inactive")] * 9)
    name = await exchanging.asked()
    await exchanging.world.settle()
    failed = [row for row in await rows(exchanging, name) if row.progress is Progress.FAILED]
    assert len(failed) == 3
    assert {row.problem for row in failed} == {"account_inactive"}


async def test_p5_one_bad_row_never_stops_the_rest(exchanging: Exchanging) -> None:
    exchanging.post.faults.append(RuntimeError("poison"))
    await exchanging.asked()
    await exchanging.world.settle()
    assert len(exchanging.post.arrived) == 2


async def test_p5_what_this_version_knows_nothing_of_stops_nothing(exchanging: Exchanging) -> None:
    """A later version had planned it, and was taken back."""
    await exchanging.asked()
    to, due = Recipient.to(exchanging.world.person("joao")), exchanging.clock.now()
    async with exchanging.world.assistant.services.works.writing() as work:
        row = Planned(Topic("of tomorrow", "1"), to, "new", due - timedelta(hours=1), due.date())
        await work.outbox.plan([row])
        await work.commit()
    await exchanging.world.settle()
    assert {each.to.account for each in exchanging.post.arrived.values()} == {
        "joao",
        "marta",
        "lisboa-team",
    }


async def test_p5_a_poisoned_row_in_the_middle_of_a_thousand_stops_none_of_them(
    exchanging: Exchanging,
) -> None:
    """Nobody can say what it is to say: it fails again and again, and all the others arrive."""
    name, now = await exchanging.asked(), exchanging.clock.now()
    await exchanging.world.settle()
    exchanging.post.arrived.clear()
    told = [r.planned for r in await rows(exchanging, name) if r.progress is Progress.SENT]
    assert len(told) == 3
    many = [
        replace(
            planned,
            due=now - timedelta(seconds=number / 2),
            kind="poison" if number == 500 else planned.kind,
        )
        for number, planned in zip(range(1, 1_000), cycle(told), strict=False)
    ]
    async with exchanging.world.assistant.services.works.writing() as work:
        await work.outbox.plan(many)
        await work.commit()
    await exchanging.world.settle()
    assert len(exchanging.post.arrived) == len(many) - 1
    left = [r for r in await rows(exchanging, name) if r.planned.kind == "poison"]
    assert [(row.progress, row.attempts) for row in left] == [(Progress.PLANNED, 1)]


async def test_p6_a_reminder_comes_at_nine_by_the_readers_own_clock(
    exchanging: Exchanging,
) -> None:
    await exchanging.accepted()
    exchanging.clock.moment = exchanging.clock.moment.replace(day=16, hour=8, minute=59)
    await exchanging.world.settle()
    before = len(exchanging.post.to("joao"))
    exchanging.clock.forward(minutes=1)
    await exchanging.world.settle()
    assert len(exchanging.post.to("joao")) == before + 1


async def test_p7_each_reader_is_told_in_their_own_language(exchanging: Exchanging) -> None:
    name = await exchanging.asked()
    await exchanging.world.settle()
    await exchanging.act("joao", name, Action.ACCEPT)
    await exchanging.world.settle()
    assert any("Pakalpojumi" in text for text in exchanging.post.to("anna"))
    assert any("Serviços" in text for text in exchanging.post.to("joao"))
    assert any("Serviços" in text for text in exchanging.post.to("lisboa-team"))


async def test_a_date_changed_and_changed_back_is_reminded_of(exchanging: Exchanging) -> None:
    name = await exchanging.accepted()
    for day in (date(2026, 3, 27), date(2026, 3, 23)):
        await exchanging.act("joao", name, Action.PROPOSE, Given(day=day))
        await exchanging.act("anna", name, Action.AGREE)
    planned = [row for row in await rows(exchanging, name) if row.progress is Progress.PLANNED]
    assert date(2026, 3, 20) in {row.planned.local for row in planned}


async def test_acting_cancels_what_has_become_pointless(exchanging: Exchanging) -> None:
    name = await exchanging.accepted()
    given = Given(answers={QuestionId("established"): "unknown", QuestionId("records"): "nothing"})
    await exchanging.act("joao", name, Action.ANSWER, given)
    await exchanging.act("joao", name, Action.REPLY)
    await exchanging.world.settle()
    exchanging.post.arrived.clear()
    exchanging.clock.forward(days=30)
    await exchanging.world.settle()
    assert exchanging.post.to("joao") == []
    assert len(exchanging.post.to("anna")) == 1


async def test_an_overdue_answer_is_reminded_of_on_the_next_working_day_and_then_weekly(
    exchanging: Exchanging,
) -> None:
    await exchanging.accepted(wished=date(2026, 3, 20))
    exchanging.clock.moment = exchanging.clock.moment.replace(day=20, hour=12)
    await exchanging.world.settle()
    exchanging.post.arrived.clear()
    days = []
    for _day in range(90):
        exchanging.clock.forward(days=1)
        await exchanging.world.settle()
        days += [exchanging.clock.moment.date()] * len(exchanging.post.to("joao"))
        exchanging.post.arrived.clear()
    assert days[0] == date(2026, 3, 23)
    assert {(later - sooner).days for sooner, later in pairwise(days)} == {7}
    assert len(days) > 8


async def test_a_state_and_what_it_causes_are_stored_together_or_not_at_all(
    exchanging: Exchanging, monkeypatch: pytest.MonkeyPatch
) -> None:
    name = await exchanging.asked()
    before = await rows(exchanging, name)

    async def broken(*_args: object) -> None:
        raise RuntimeError("the database went away")

    with monkeypatch.context() as patched:
        patched.setattr("storage.outbox.SqlOutbox.plan", broken)
        with pytest.raises(RuntimeError):
            await exchanging.act("joao", name, Action.ACCEPT)
    assert {row.id for row in await rows(exchanging, name)} == {row.id for row in before}
    await exchanging.act("joao", name, Action.ACCEPT)


async def test_the_same_promises_hold_on_postgresql(postgres_url: str) -> None:
    world = await a_world(postgres_url, MovableClock())
    exchanging = Exchanging(world, PostOffice())
    world.assistant.mailman.channels["terminal"] = exchanging.post
    name = await exchanging.accepted()
    mailman = world.assistant.mailman
    exchanging.clock.forward(days=20)
    await asyncio.gather(*(mailman.run_due() for _worker in range(4)))
    ids = [letter.id for letter in exchanging.post.sent]
    assert len(ids) == len(set(ids))
    assert any(name in text for text in exchanging.post.to("joao"))
    await world.assistant.close()
