"""Addresses of registers are tried on a real server, and never inside anybody's network."""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import AsyncIterator
from dataclasses import dataclass, field, replace
from datetime import timedelta
from pathlib import Path

import aiohttp
import pytest
from aiohttp import web

from bot.links import LinkRounds, LinkTrial, open_session
from core.registers import Trouble
from core.web import Ip, public_ip
from tests.support.ports import free_port
from tests.support.shelves import GUIDES, furnish, trouble
from tests.support.world import MovableClock, World, a_world, sqlite_url


def anywhere(_address: Ip) -> bool:
    return True


@dataclass
class Pages:
    """``/status/404`` answers with that; ``/to?there=…`` leads on; ``/no-head`` knows only GET."""

    url: str
    asked: Counter[str] = field(default_factory=Counter)

    async def answer(self, request: web.BaseRequest) -> web.StreamResponse:
        self.asked[f"{request.method} {request.path}"] += 1
        match request.path.split("/")[1]:
            case "status":
                return web.Response(status=int(request.path.split("/")[2]))
            case "to":
                return web.Response(status=302, headers={"Location": request.query["there"]})
            case "no-head":
                return web.Response(status=501 if request.method == "HEAD" else 200)
            case "round":
                return web.Response(status=301, headers={"Location": "/round"})
        return web.Response(text="here")


@pytest.fixture
async def pages() -> AsyncIterator[Pages]:
    port = free_port()
    pages = Pages(f"http://127.0.0.1:{port}")
    server = web.ServerRunner(web.Server(pages.answer))
    await server.setup()
    await web.TCPSite(server, "127.0.0.1", port).start()
    yield pages
    await server.cleanup()


@pytest.fixture
async def session() -> AsyncIterator[aiohttp.ClientSession]:
    async with open_session(anywhere) as session:
        yield session


@pytest.fixture
def trial(session: aiohttp.ClientSession) -> LinkTrial:
    return LinkTrial(session, anywhere)


@pytest.fixture
async def world(tmp_path: Path) -> AsyncIterator[World]:
    world = await a_world(sqlite_url(tmp_path), MovableClock())
    yield world
    await world.assistant.close()


@pytest.mark.parametrize(
    ("path", "fault"),
    [
        ("/", ""),
        ("/to?there=/", ""),
        ("/no-head", ""),
        ("/status/204", ""),
        ("/status/403", ""),
        ("/status/404", "404"),
        ("/status/410", "410"),
        ("/status/500", "500"),
        ("/to?there=/status/404", "404"),
        ("/round", "too many redirects"),
        ("/to?there=ftp://example.org/", "not a web address"),
    ],
)
async def test_what_a_server_answers_decides(
    pages: Pages, trial: LinkTrial, path: str, fault: str
) -> None:
    assert await trial.fault(pages.url + path) == fault


async def test_an_address_that_answers_is_asked_for_once_and_not_read(
    pages: Pages, trial: LinkTrial
) -> None:
    await trial.fault(f"{pages.url}/page")
    assert pages.asked == {"HEAD /page": 1}


async def test_a_server_that_is_not_there_is_a_fault(trial: LinkTrial) -> None:
    assert await trial.fault(f"http://127.0.0.1:{free_port()}/") != ""
    assert await trial.fault("https://no-such-host.invalid/") != ""


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "[::ffff:127.0.0.1]", "0.0.0.0"])
async def test_nothing_inside_the_network_is_ever_asked(pages: Pages, host: str) -> None:
    port = pages.url.rpartition(":")[2]
    async with open_session() as session:
        assert await LinkTrial(session).fault(f"http://{host}:{port}/secret") != ""
    assert pages.asked == {}


async def test_a_redirect_does_not_lead_inside_either(pages: Pages) -> None:
    """The first server may be anywhere; where it leads is looked at like every other address."""
    other = pages.url.replace("127.0.0.1", "127.0.0.2")

    def outside(address: Ip) -> bool:
        return str(address) == "127.0.0.1" or public_ip(address)

    async with open_session(outside) as session:
        trial = LinkTrial(session, outside)
        assert await trial.fault(f"{pages.url}/to?there={other}/secret") == "not a public address"
        assert await trial.fault(f"{pages.url}/to?there=http://localhost:1/") != ""
    assert pages.asked == {"HEAD /to": 2}


async def test_a_round_tries_what_is_due_and_a_faulty_one_again_the_next_day(
    world: World, pages: Pages, trial: LinkTrial
) -> None:
    good = replace(GUIDES, id="good", url=f"{pages.url}/good")
    dead = replace(GUIDES, id="dead", url=f"{pages.url}/status/404")
    await furnish(world, good, dead)
    works = world.assistant.services.works
    rounds = LinkRounds(works, world.clock, timedelta(days=7))
    assert await rounds.round(trial) == 2
    assert await trouble(world, "dead") == Trouble(fault="404")
    assert await trouble(world, "good") == Trouble()
    assert await rounds.round(trial) == 0
    world.clock.forward(days=2)
    assert await rounds.round(trial) == 1
    world.clock.forward(days=8)
    assert await rounds.round(trial) == 2


async def test_rounds_go_on_until_they_are_cancelled(world: World, pages: Pages) -> None:
    await furnish(world, replace(GUIDES, url=f"{pages.url}/inside"))
    rounds = LinkRounds(world.assistant.services.works, world.clock, timedelta(days=7))
    running = asyncio.create_task(rounds.run())
    async with asyncio.timeout(10):
        while await trouble(world, GUIDES.id) == Trouble():  # noqa: ASYNC110 - nobody is told
            await asyncio.sleep(0.01)
    assert not running.done()
    running.cancel()
    with pytest.raises(asyncio.CancelledError):
        await running
    assert pages.asked == {}
