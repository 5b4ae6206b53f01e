"""P12: a morning burst drains as fast as the platform allows, the urgent first, and nothing is lost."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from itertools import cycle
from pathlib import Path

import pytest

from bot.channel import Letter, TryLater
from chat.mailing import Mailing, News
from chat.message import Reply, say
from core.outbox import DeliveryId, Planned, Recipient, Topic
from core.people import PersonId, RoomId
from core.text import msg
from tests.support.mailings import says_only
from tests.support.post import PostOffice
from tests.support.world import MONDAY, MovableClock, World, a_world, sqlite_url

MANY = 500


@dataclass
class Limited(PostOffice):
    """So many at once, then one in so many seconds, to all together or to each; counts what was sent too soon."""

    clock: MovableClock = field(default_factory=MovableClock)
    seconds: float = 5
    burst: int = 10
    everywhere: bool = True
    refused: int = 0
    full: dict[str, datetime] = field(default_factory=dict)
    times: list[datetime] = field(default_factory=list)

    async def deliver(self, letter: Letter) -> str:
        key, now = ("" if self.everywhere else letter.to.account), self.clock.now()
        full = max(self.full.get(key, now), now)
        earliest = full - timedelta(seconds=self.seconds) * (self.burst - 1)
        if earliest > now:
            self.refused += 1
            wait = (earliest - now).total_seconds()
            raise TryLater("limited", wait, step=self.seconds, everywhere=self.everywhere)
        self.full[key] = full + timedelta(seconds=self.seconds)
        self.times.append(now)
        return await super().deliver(letter)


async def write(_news: News) -> Reply | None:
    return say(msg("Something is due."), private=False)


async def burst(folder: Path, office: Limited, to: list[Recipient]) -> World:
    world = await a_world(sqlite_url(folder), office.clock)
    mailman = world.assistant.mailman
    mailman.channels["terminal"] = office
    kinds = frozenset({"due", "urgent"})
    says_only(mailman, Mailing("test", write, urgent=frozenset({"urgent"}), timely=kinds))
    async with world.assistant.services.works.writing() as work:
        await work.outbox.plan([message(number, to[number % len(to)]) for number in range(MANY)])
        await work.commit()
    return world


def message(number: int, to: Recipient, kind: str = "due") -> Planned:
    due = MONDAY - timedelta(seconds=MANY - number)
    return Planned(Topic("test", str(number)), to, kind, due, date(2026, 3, 2))


async def drain(
    world: World, office: Limited, until: int = MANY, late: Sequence[float] = (0,)
) -> float:
    """Seconds on the clock until so many have arrived; ``late``: how long after each turn one gets to it."""
    began, behind = world.clock.now(), cycle(late)
    while True:
        await world.settle()
        if len(office.arrived) >= until:
            return (world.clock.now() - began).total_seconds()
        due = await world.assistant.mailroom.next_due()
        assert due is not None, "something is lost"
        seconds = timedelta(seconds=next(behind))
        world.clock.moment = max(due + seconds, world.clock.moment)


TEAM = Recipient(room=RoomId("riga-team"))
PEOPLE = [Recipient(person=PersonId(name)) for name in ("anna", "liga", "joao", "marta", "tiago")]


@pytest.mark.parametrize(
    ("seconds", "everywhere"), [(5.0, True), (1.0, False)], ids=["synapse", "slack"]
)
async def test_p12_a_burst_uses_what_is_permitted_and_loses_nothing(
    seconds: float, everywhere: bool, tmp_path: Path
) -> None:
    office = Limited(clock=MovableClock(), seconds=seconds, everywhere=everywhere)
    world = await burst(tmp_path, office, [TEAM])
    took = await drain(world, office)
    assert len(office.arrived) == len(office.sent) == MANY
    permitted = (MANY - office.burst) * seconds
    assert took <= permitted / 0.95
    assert office.refused <= MANY * 0.05
    await world.assistant.close()


async def test_p12_what_one_place_is_slow_to_take_keeps_no_other_waiting(tmp_path: Path) -> None:
    office = Limited(clock=MovableClock(), seconds=60, burst=1, everywhere=False)
    world = await burst(tmp_path, office, [TEAM] * 95 + PEOPLE)
    await world.settle()
    first = {letter.to.account for letter in office.arrived.values()}
    assert first == {"riga-team", *(str(each.person) for each in PEOPLE)}
    await world.assistant.close()


async def test_p12_the_urgent_goes_first_though_it_came_last(tmp_path: Path) -> None:
    office = Limited(clock=MovableClock(), seconds=5)
    world = await burst(tmp_path, office, PEOPLE)
    await drain(world, office, until=20)
    async with world.assistant.services.works.writing() as work:
        await work.outbox.plan([message(MANY + 1, PEOPLE[0], "urgent")])
        await work.commit()
    await drain(world, office, until=23)
    async with world.assistant.services.works.reading() as work:
        [urgent] = await work.outbox.of(Topic("test", str(MANY + 1)))
    assert urgent.receipt
    await world.assistant.close()


async def test_p12_the_most_overdue_goes_first_on_a_machine_that_is_always_late(
    tmp_path: Path,
) -> None:
    # One at a time from the start: how many slip through at first depends on how busy this machine is.
    office = Limited(clock=MovableClock(), seconds=5, burst=1)
    world = await burst(tmp_path, office, PEOPLE)
    await drain(world, office, until=60, late=(0, 2, 40, 0, 7, 120, 1))
    sent = await when_due(world, list(office.arrived))
    # Several ask side by side before any of them knows of the limit.
    moved = [abs(place - sorted(sent).index(due)) for place, due in enumerate(sent)]
    assert max(moved[office.burst + len(PEOPLE) :]) <= len(PEOPLE)
    await world.assistant.close()


async def test_p12_who_was_cancelled_while_it_waited_costs_its_turn_at_most(tmp_path: Path) -> None:
    office = Limited(clock=MovableClock(), seconds=5)
    world = await burst(tmp_path, office, PEOPLE)
    await drain(world, office, until=20)
    async with world.assistant.services.works.writing() as work:
        waiting = [await work.outbox.of(Topic("test", str(number))) for number in range(20, 60)]
        await work.outbox.cancel([each.id for [each] in waiting])
        await work.commit()
    assert await drain(world, office, until=40) <= (20 + 40) * office.seconds
    await world.assistant.close()


async def when_due(world: World, ids: Sequence[str]) -> list[datetime]:
    """When each of these was due."""
    async with world.assistant.services.works.reading() as work:
        all_of_them = [await work.outbox.of(Topic("test", str(number))) for number in range(MANY)]
    due = {each.id: each.planned.due for [each] in all_of_them}
    return [due[DeliveryId(id)] for id in ids]
