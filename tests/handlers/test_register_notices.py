"""Who keeps a public register is told of a dead link at once, and once a year to look it over."""

from __future__ import annotations

from dataclasses import replace

import pytest

from chat.mailing import News
from core.outbox import Topic
from core.people import AuthorityId, Role
from core.registers import Spared
from core.reviewing import REGISTER, Care
from handlers.register_notices import write
from tests.support.shelves import DOCTORS, GUIDES, KEEPER, SERVICES, furnish
from tests.support.talking import Heard, Talking
from tests.support.world import MONDAY, World, official


async def told(world: World, key: str, kind: Care) -> list[str]:
    async with world.assistant.services.works.reading() as work:
        rows = await work.outbox.of(Topic(REGISTER, key))
    return [row.planned.recipient.key for row in rows if row.planned.kind == kind]


@pytest.fixture
async def shelf(world: World) -> World:
    await furnish(world)
    return world


async def test_the_administrator_hears_of_a_dead_link_once(shelf: World) -> None:
    for who in ("anna", "sean"):
        await Talking(shelf, who).say(f"report register {GUIDES.id}")
    assert await told(shelf, GUIDES.id, Care.REPORTED) == ["person:rosa"]


async def test_looking_after_it_lets_the_next_report_through(shelf: World) -> None:
    anna = Talking(shelf, "anna")
    await anna.say(f"report register {GUIDES.id}")
    shelf.clock.forward(days=1)
    await Talking(shelf, "rosa").say(f"confirm register {GUIDES.id}")
    shelf.clock.forward(days=1)
    await anna.say(f"report register {GUIDES.id}")
    assert await told(shelf, GUIDES.id, Care.REPORTED) == ["person:rosa"] * 2


async def test_of_a_register_that_nobody_keeps_the_coordinators_hear(shelf: World) -> None:
    async with shelf.assistant.services.works.writing() as work:
        rita = official("rita", "Rita Pires", "pt-act", Role.COORDINATOR)
        await work.people.put(rita, [shelf.address("rita")])
        await work.commit()
    await Talking(shelf, "anna").say(f"report register {DOCTORS.id}")
    assert await told(shelf, DOCTORS.id, Care.REPORTED) == ["person:rita"]


async def reviewed(world: World) -> int:
    return (await world.assistant.reviews.round()).reminded


async def test_once_a_year_an_authority_is_reminded_of_its_registers(shelf: World) -> None:
    assert await reviewed(shelf) == 0, "it was checked four months ago"
    shelf.clock.forward(days=300)
    assert await reviewed(shelf) == 1
    assert await reviewed(shelf) == 0
    assert await told(shelf, "pt-turismo", Care.REVIEW) == ["person:rosa"]
    shelf.clock.forward(days=40)
    assert await reviewed(shelf) == 1, "nobody has looked yet"
    await Talking(shelf, "rosa").say(f"confirm register {GUIDES.id}")
    shelf.clock.forward(days=40)
    assert await reviewed(shelf) == 0


async def test_nobody_is_reminded_where_nobody_administers(shelf: World) -> None:
    shelf.clock.forward(days=300)
    async with shelf.assistant.services.works.writing() as work:
        await work.people.put(replace(KEEPER, active=False))
        await work.commit()
    assert await reviewed(shelf) == 0


async def test_a_coordinator_sees_what_registers_have_spared_the_country(shelf: World) -> None:
    async with shelf.assistant.services.works.writing() as work:
        for _time in range(3):
            spared = Spared(MONDAY, AuthorityId("lv-ptac"), "PT", SERVICES, (GUIDES.id,))
            await work.registers.spare(spared)
        await work.commit()
    assert "3" in (await Talking(shelf, "ilze").say("my authority")).text
    heard = await Talking(shelf, "ilze").say("my authority")
    assert any("Latvija" in line and "3" in line for line in heard.text.splitlines())


async def test_a_notice_is_read_by_the_keeper_with_what_there_is_to_do(shelf: World) -> None:
    anna, rosa = Talking(shelf, "anna"), Talking(shelf, "rosa")
    await anna.say(f"report register {GUIDES.id}")
    assert GUIDES.url in await letter(shelf, GUIDES.id)
    await rosa.say(f"confirm register {GUIDES.id}")
    assert not await letter(shelf, GUIDES.id), "it was looked after meanwhile"
    shelf.clock.forward(days=400)
    await reviewed(shelf)
    assert "Registo Nacional de Guias" in await letter(shelf, "pt-turismo")


async def letter(world: World, key: str) -> str:
    """What the last message about it says to its reader now."""
    services = world.assistant.services
    async with services.works.reading() as work:
        *_, delivery = await work.outbox.of(Topic(REGISTER, key))
        reader = await work.people.get(KEEPER.id)
        assert reader is not None
        reply = await write(News(delivery, reader, services, work))
    return (
        Heard(reply, world.assistant.languages.voice("pt", "Europe/Lisbon")).text if reply else ""
    )
