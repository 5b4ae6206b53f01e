"""One message in the morning with all that matters that day, be it about requests or not."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, time

from core.habits import Habits, owner_of
from core.outbox import Delivery, Progress, Topic
from core.people import AuthorityId, Membership, Person, Role
from core.staff_news import tell_changed
from core.stewardship import STEWARDSHIP
from tests.delivery.conftest import Exchanging
from tests.support.talking import Talking

TURISMO = AuthorityId("pt-turismo")
ALONE = "Só uma pessoa"


async def put(exchanging: Exchanging, who: str, *roles: Role) -> Person:
    person = exchanging.world.person(who)
    member = Membership(TURISMO, person.memberships[0].area, frozenset(roles))
    person = replace(person, memberships=(member,))
    async with exchanging.world.assistant.services.works.writing() as work:
        await work.people.put(person, [exchanging.world.address(who)])
        await work.commit()
    return person


async def the_month_begins(exchanging: Exchanging, *, single: bool = False) -> str:
    """On 1 April João is to hear that he is alone, at half past eight; and an answer is due the next day."""
    joao = await put(exchanging, "joao", Role.HANDLER, Role.ADMINISTRATOR)
    await put(exchanging, "marta", Role.VIEWER)
    name = await exchanging.accepted(wished=date(2026, 4, 2))
    async with exchanging.world.assistant.services.works.writing() as work:
        await work.habits.put(owner_of(joao), Habits(hour=time(8, 30), single=single))
        request = await work.requests.get(name)
        assert request is not None
        announcer = exchanging.world.assistant.services.exchange.announcer
        await announcer.replan(work, request, exchanging.clock.now())
        await work.commit()
    exchanging.clock.moment = datetime(2026, 4, 1, 1, 30, tzinfo=UTC)
    await exchanging.world.settle()
    exchanging.post.arrived.clear()
    await exchanging.world.assistant.stewards.round()
    return name


async def told(exchanging: Exchanging) -> list[Delivery]:
    async with exchanging.world.assistant.services.works.reading() as work:
        return list(await work.outbox.of(Topic(STEWARDSHIP, TURISMO)))


async def test_what_is_not_about_a_request_stands_in_the_same_message(
    exchanging: Exchanging,
) -> None:
    name = await the_month_begins(exchanging)
    exchanging.clock.moment = datetime(2026, 4, 1, 7, 30, tzinfo=UTC)
    await exchanging.world.settle()
    [message] = exchanging.post.to("joao")
    assert name in message
    assert ALONE in message
    assert "2 assuntos" in message
    [row] = await told(exchanging)
    assert row.progress is Progress.SENT
    assert row.receipt


async def test_who_wants_each_thing_by_itself_gets_two_messages(exchanging: Exchanging) -> None:
    await the_month_begins(exchanging, single=True)
    exchanging.clock.moment = datetime(2026, 4, 1, 7, 30, tzinfo=UTC)
    await exchanging.world.settle()
    messages = exchanging.post.to("joao")
    assert len(messages) == 2
    assert sum(ALONE in message for message in messages) == 1


async def test_the_week_to_come_tells_of_it_as_well(exchanging: Exchanging) -> None:
    name = await the_month_begins(exchanging)
    heard = await Talking(exchanging.world, "joao").say("what will you send me")
    assert name in heard.text
    assert ALONE in heard.text


async def test_what_is_settled_by_then_is_left_out(exchanging: Exchanging) -> None:
    await the_month_begins(exchanging)
    await put(exchanging, "marta", Role.HANDLER)
    exchanging.clock.moment = datetime(2026, 4, 1, 7, 30, tzinfo=UTC)
    await exchanging.world.settle()
    [message] = exchanging.post.to("joao")
    assert ALONE not in message
    [row] = await told(exchanging)
    assert row.progress is Progress.STALE


async def test_after_a_standstill_it_stands_in_the_one_message_too(exchanging: Exchanging) -> None:
    name = await the_month_begins(exchanging)
    exchanging.clock.moment = datetime(2026, 4, 3, 12, tzinfo=UTC)
    await exchanging.world.settle()
    [message] = exchanging.post.to("joao")
    assert name in message
    assert ALONE in message
    assert "Uma parte vem atrasada" in message
    assert {row.progress for row in await told(exchanging)} == {Progress.SENT}


async def test_what_happens_in_quiet_hours_is_kept_until_they_are_over(
    exchanging: Exchanging,
) -> None:
    """Nothing was late: it is not said to be."""
    joao = await put(exchanging, "joao", Role.HANDLER, Role.ADMINISTRATOR)
    async with exchanging.world.assistant.services.works.writing() as work:
        await work.habits.put(owner_of(joao), Habits(not_before=time(8), not_after=time(18)))
        await work.commit()
    exchanging.clock.moment = exchanging.clock.moment.replace(hour=22)
    async with exchanging.world.assistant.services.works.writing() as work:
        now = exchanging.clock.now()
        await tell_changed(work, exchanging.world.person("ilze"), joao, TURISMO, now)
        await work.commit()
    await exchanging.world.settle()
    assert exchanging.post.to("joao") == []
    exchanging.clock.forward(hours=9, minutes=59)
    await exchanging.world.settle()
    assert exchanging.post.to("joao") == []
    exchanging.clock.forward(minutes=1)
    await exchanging.world.settle()
    [message] = exchanging.post.to("joao")
    assert "Os seus direitos" in message
    assert "atrasad" not in message
    await Talking(exchanging.world, "joao").say("test reminder")
    exchanging.clock.forward(hours=12)
    await Talking(exchanging.world, "joao").say("test reminder")
    await exchanging.world.settle()
    assert len(exchanging.post.to("joao")) == 3
