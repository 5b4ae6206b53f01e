from __future__ import annotations

from collections.abc import AsyncIterator

import pytest
from slack_sdk.web.async_client import AsyncWebClient

from tests.slack_stand_in.echo_bot import EchoBot, HttpHome, SocketHome
from tests.support.slack import LEAST_SCOPES, App, Channel, Person, SlackStandIn, Timing, Workspace


@pytest.fixture
async def slack() -> AsyncIterator[SlackStandIn]:
    timing = Timing(retry_seconds=(0.0, 0.01, 0.02))
    more = {"channels:history", "channels:read", "im:read", "files:write", "files:read"}
    async with SlackStandIn(App(scopes=LEAST_SCOPES | more), timing) as stand_in:
        yield stand_in


@pytest.fixture
def riga(slack: SlackStandIn) -> Workspace:
    return slack.add_workspace("Riga")


@pytest.fixture
def anna(slack: SlackStandIn, riga: Workspace) -> Person:
    return slack.add_person(riga, "anna", locale="lv-LV", tz="Europe/Riga")


@pytest.fixture
def room(slack: SlackStandIn, riga: Workspace, anna: Person) -> Channel:
    return slack.add_channel(riga, "tourism", anna)


@pytest.fixture
def client(slack: SlackStandIn, riga: Workspace) -> AsyncWebClient:
    return AsyncWebClient(riga.bot_token, base_url=slack.base_url)


@pytest.fixture
async def bot(slack: SlackStandIn) -> AsyncIterator[EchoBot]:
    """An echo bot behind signed HTTP."""
    echo = EchoBot(slack)
    home = HttpHome(echo)
    slack.deliver_to(await home.start())
    yield echo
    await home.stop()


@pytest.fixture(params=["http", "sockets"])
async def any_bot(request: pytest.FixtureRequest, slack: SlackStandIn) -> AsyncIterator[EchoBot]:
    """The same echo bot, once behind signed HTTP and once in Socket Mode."""
    echo = EchoBot(slack)
    if request.param == "http":
        home = HttpHome(echo)
        slack.deliver_to(await home.start())
        yield echo
        await home.stop()
    else:
        handler = SocketHome(echo)
        slack.deliver_over_sockets()
        await handler.start()
        await slack.until(lambda: slack.sockets.connections)
        yield echo
        await handler.stop()
