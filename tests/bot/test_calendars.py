"""One's dates in one's own calendar: at a secret address, without anything personal, until it is closed."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path

import pytest
from aiohttp.test_utils import TestClient, TestServer
from aiohttp.web import Application, Request
from icalendar import Calendar

from bot.calendars import Calendars
from bot.operator_settings import OperatorSettings
from bot.settings import Web
from tests.support.casework import SECRETS, WISHED, Casework
from tests.support.talking import Talking
from tests.support.world import MovableClock, World, a_world, sqlite_url

PUBLIC = "https://imi.example.org"


@pytest.fixture
async def world(tmp_path: Path) -> AsyncIterator[World]:
    world = await a_world(sqlite_url(tmp_path), MovableClock())
    config = world.assistant.config.model_copy(update={"web": Web(public_address=PUBLIC)})
    services = world.assistant.services
    settings = OperatorSettings(config)
    front = replace(world.assistant.front, services=replace(services, settings=settings))
    world.assistant = replace(world.assistant, config=config, front=front)
    yield world
    await world.assistant.close()


@pytest.fixture
async def client(world: World) -> AsyncIterator[TestClient[Request, Application]]:
    app = Application()
    app.add_routes(Calendars(world.assistant.services, world.assistant.languages).routes())
    async with TestClient(TestServer(app)) as client:
        yield client


async def opened(world: World, who: str = "joao") -> str:
    said = (await Talking(world, who).say("my calendar new")).text
    found = re.search(rf"{PUBLIC}(/calendar/\S+\.ics)", said)
    assert found, said
    return found[1]


async def test_it_shows_the_dates_and_nothing_personal(
    world: World, client: TestClient[Request, Application]
) -> None:
    name = await Casework(world).accepted()
    answer = await client.get(await opened(world))
    assert answer.content_type == "text/calendar"
    text = await answer.text()
    [event] = Calendar.from_ical(text).walk("VEVENT")
    assert event.decoded("dtstart") == WISHED
    summary = str(event["summary"])
    assert name in summary
    assert "Serviços" in summary
    assert "Letónia" in summary
    assert not [secret for secret in SECRETS if secret in text]


async def test_what_a_colleague_has_in_hand_is_not_in_it(
    world: World, client: TestClient[Request, Application]
) -> None:
    await Casework(world).accepted()
    text = await (await client.get(await opened(world, "marta"))).text()
    assert "VEVENT" not in text


async def test_what_has_not_changed_is_not_sent_again(
    world: World, client: TestClient[Request, Application]
) -> None:
    casework = Casework(world)
    name = await casework.accepted()
    address = await opened(world)
    first = await client.get(address)
    again = {"If-None-Match": first.headers["ETag"]}
    assert (await client.get(address, headers=again)).status == 304
    await casework.agreed_to(name, WISHED.replace(day=27))
    assert (await client.get(address, headers=again)).status == 200


async def test_a_closed_or_replaced_address_leads_nowhere(
    world: World, client: TestClient[Request, Application]
) -> None:
    old = await opened(world)
    new = await opened(world)
    assert (await client.get(old)).status == 404
    assert (await client.get(new)).status == 200
    await Talking(world, "joao").say("close calendar")
    assert (await client.get(new)).status == 404
    assert (await client.get("/calendar/guess.ics")).status == 404


async def test_who_has_left_has_no_calendar(
    world: World, client: TestClient[Request, Application]
) -> None:
    address = await opened(world)
    await Casework(world).put(replace(world.person("joao"), active=False))
    assert (await client.get(address)).status == 404


async def test_the_address_is_shown_once(world: World) -> None:
    address = await opened(world)
    again = (await Talking(world, "joao").say("my calendar")).text
    assert address not in again


async def test_where_nothing_is_open_to_the_outside_there_are_no_calendars(tmp_path: Path) -> None:
    world = await a_world(sqlite_url(tmp_path), MovableClock())
    heard = await Talking(world, "joao").say("my calendar")
    assert heard.problem
    await world.assistant.close()
