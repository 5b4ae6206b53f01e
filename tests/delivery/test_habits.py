"""News and reminders keep to what their reader has said: quiet hours, and who stands in while one is away."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta

from core.habits import Habits, Stay, owner_of
from core.requests import Action
from tests.delivery.conftest import Exchanging
from tests.support.casework import WISHED
from tests.support.world import official


async def wished(exchanging: Exchanging, who: str, habits: Habits) -> None:
    async with exchanging.world.assistant.services.works.writing() as work:
        await work.habits.put(owner_of(exchanging.world.person(who)), habits)
        await work.commit()


async def test_news_waits_for_the_end_of_quiet_hours_and_is_not_late_then(
    exchanging: Exchanging,
) -> None:
    await wished(exchanging, "joao", Habits(not_before=time(8), not_after=time(18)))
    exchanging.clock.moment = exchanging.clock.moment.replace(hour=21)
    name = await exchanging.asked()
    await exchanging.world.settle()
    assert exchanging.post.to("joao") == []
    assert name in exchanging.post.to("marta")[0]
    exchanging.clock.moment = exchanging.clock.moment.replace(day=3, hour=7, minute=59)
    await exchanging.world.settle()
    assert exchanging.post.to("joao") == []
    exchanging.clock.forward(minutes=1)
    await exchanging.world.settle()
    [told] = exchanging.post.to("joao")
    assert name in told
    assert "atrasada" not in told


async def test_the_deputy_reads_in_latvian_for_whom_and_until_when(exchanging: Exchanging) -> None:
    stay = Stay(date(2026, 3, 2), date(2026, 3, 6))
    await wished(exchanging, "anna", Habits(away=(stay,)))
    async with exchanging.world.assistant.services.works.writing() as work:
        person = official("liga", "Līga Ozola", "lv-ptac")
        await work.people.put(person, [exchanging.world.address("liga")])
        await work.commit()
    name = await exchanging.asked()
    await exchanging.act("joao", name, Action.ACCEPT)
    await exchanging.world.settle()
    [told] = exchanging.post.to("liga")
    assert name in told
    assert "Šo jūs saņemat kā aizstājējs. Prombūtnē ir Anna Kalniņa, līdz:" in told
    assert "06.03.2026" in told


async def test_on_the_day_itself_nothing_is_put_off_until_that_day(exchanging: Exchanging) -> None:
    """Whoever reads the reminder of that day is not offered what could only be refused."""
    name = await exchanging.accepted()
    await exchanging.world.settle()
    offered = exchanging.world.voice("joao").typed(f"snooze {name} day")
    for before in (True, False):
        exchanging.post.arrived.clear()
        there = WISHED - timedelta(days=3) if before else WISHED
        exchanging.clock.moment = datetime(there.year, there.month, there.day, 9, 1, tzinfo=UTC)
        await exchanging.world.settle()
        [told] = [said for said in exchanging.post.to("joao") if name in said]
        assert (offered in told) is before
