"""Several workspaces let the bot in by themselves, and put it out again; each has its own token."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncIterator
from dataclasses import dataclass, field, replace
from http.cookies import SimpleCookie
from pathlib import Path
from urllib.parse import parse_qs, urljoin, urlsplit

import pytest
from aiohttp import ClientSession
from pydantic import SecretStr

from bot.channel import Letter
from bot.settings import Slack
from bot.slack.adapter import SlackFace
from bot.slack.calls import Refused
from core.outbox import DeliveryId
from core.people import Address
from tests.slack.test_letters import GREETING
from tests.support.ports import free_port
from tests.support.slack import App, Person, SlackStandIn, Workspace
from tests.support.slack_chat import SCOPES, SlackWorld
from tests.support.world import MovableClock, a_world, sqlite_url

HELP = "See what waits for you"


@dataclass
class Opened(SlackWorld):
    """No token of the operator's: each workspace installs the app."""

    served: tuple[str, ...] = ()

    def settings(self) -> Slack:
        app = self.slack.app
        given = super().settings().model_copy(update={"bot_token": None, "team_ids": self.served})
        public = {"client_id": app.client_id, "public_url": "https://imi.example.org"}
        return given.model_copy(update={**public, "client_secret": SecretStr(app.client_secret)})

    @property
    def base(self) -> str:
        return self.face.url.removesuffix("/slack/events")

    async def install(self, workspace: Workspace) -> tuple[int, str]:
        """As somebody does in a browser: begin, agree on Slack's page, come back."""
        async with ClientSession() as browser:
            state, cookie = await self.begun(browser)
            return await self.back(browser, state, cookie, self.slack.grant_code(workspace))

    async def begun(self, browser: ClientSession) -> tuple[str, str]:
        begin = f"{self.base}/slack/install"
        async with browser.get(begin, allow_redirects=False) as page:
            link = page.headers["Location"]
            cookie: SimpleCookie = SimpleCookie(page.headers["Set-Cookie"])
        (morsel,) = cookie.values()
        assert morsel["secure"], "the cookie travels unprotected"
        assert morsel["httponly"], "scripts can read the cookie"
        assert link.startswith(f"{urljoin(self.slack.base_url, '/')}oauth/v2/authorize?")
        asked = parse_qs(urlsplit(link).query)
        assert asked["redirect_uri"] == ["https://imi.example.org/slack/oauth_redirect"]
        return asked["state"][0], f"{morsel.key}={morsel.value}"

    async def back(
        self, browser: ClientSession, state: str, cookie: str, code: str
    ) -> tuple[int, str]:
        address = f"{self.base}/slack/oauth_redirect"
        given = {"code": code, "state": state}
        async with browser.get(address, params=given, headers={"Cookie": cookie}) as page:
            return page.status, await page.text()


@dataclass
class OverSocket(Opened):
    """Slack is called by the bot; people come to a port for them alone."""

    port: int = field(default_factory=free_port)

    def settings(self) -> Slack:
        return super().settings().model_copy(update={"port": self.port})

    @property
    def base(self) -> str:
        return f"http://127.0.0.1:{self.port}"


async def opened(stage: Opened) -> AsyncIterator[Opened]:
    await stage.start()
    try:
        yield stage
    finally:
        await stage.stop()


@pytest.fixture
def app() -> App:
    return App(scopes=SCOPES)


@pytest.fixture
async def stage(tmp_path: Path, clock: MovableClock, app: App) -> AsyncIterator[Opened]:
    async with SlackStandIn(app) as slack:
        world = await a_world(sqlite_url(tmp_path), clock)
        workspace = slack.add_workspace("Riga")
        async for found in opened(Opened(world, slack, workspace, "http")):
            yield found


async def speak(stage: SlackWorld, person: Person) -> str:
    before = len(person.messages())
    await person.dm("hello")
    await stage.calm()
    return "\n".join(one.words for one in person.messages()[before + 1 :])


async def test_two_workspaces_install_and_each_is_answered_with_its_own_token(
    stage: Opened,
) -> None:
    riga, lisbon = stage.workspace, stage.slack.add_workspace("Lisbon")
    for workspace in (riga, lisbon):
        status, page = await stage.install(workspace)
        assert (status, "Thank you" in page) == (200, True)
    for workspace in (riga, lisbon):
        person = stage.slack.add_person(workspace, "somebody", locale="en-GB")
        assert "IMI Assistant" in await speak(stage, person)
    assert stage.slack.complaints == []


async def test_beside_socket_mode_the_pages_are_there_and_nothing_else(
    tmp_path: Path, clock: MovableClock, app: App
) -> None:
    async with SlackStandIn(app) as slack:
        world = await a_world(sqlite_url(tmp_path), clock)
        riga = slack.add_workspace("Riga")
        async for stage in opened(OverSocket(world, slack, riga, "socket")):
            for workspace in (riga, slack.add_workspace("Lisbon")):
                assert (await stage.install(workspace))[0] == 200
                person = slack.add_person(workspace, "somebody", locale="en-GB")
                assert "IMI Assistant" in await speak(stage, person)
            async with ClientSession() as web, web.post(f"{stage.base}/slack/events") as answer:
                assert answer.status == 404
            assert slack.complaints == []


async def test_before_it_is_installed_nothing_is_done(
    stage: Opened, caplog: pytest.LogCaptureFixture
) -> None:
    person = stage.slack.add_person(stage.workspace, "somebody")
    assert await speak(stage, person) == ""
    assert "another workspace" in caplog.text
    with pytest.raises(Refused, match="not installed"):
        await stage.face.deliver(to(stage, stage.workspace.id, person.id))


async def test_the_same_state_is_good_once(stage: Opened) -> None:
    async with ClientSession() as browser:
        state, cookie = await stage.begun(browser)
        first = await stage.back(browser, state, cookie, stage.slack.grant_code(stage.workspace))
        again = await stage.back(browser, state, cookie, stage.slack.grant_code(stage.workspace))
    assert (first[0], again[0]) == (200, 401)
    assert "invalid_state" in again[1]


async def test_another_browser_cannot_end_what_one_has_begun(stage: Opened) -> None:
    async with ClientSession() as browser:
        state, _cookie = await stage.begun(browser)
        status, page = await stage.back(browser, state, "other=1", "code")
    assert (status, "invalid_browser" in page) == (400, True)


@pytest.mark.parametrize("state", ["", "x", "1.2.3", "9999999999.abc.def", "é.é.é"])
async def test_an_invented_state_is_refused(stage: Opened, state: str) -> None:
    async with ClientSession() as browser:
        _state, cookie = await stage.begun(browser)
        name = cookie.partition("=")[0]
        status, _page = await stage.back(browser, state, f"{name}={state or 'x'}", "code")
    assert status in (400, 401)
    assert stage.slack.calls == []


async def test_an_old_state_is_refused(stage: Opened, clock: MovableClock) -> None:
    async with ClientSession() as browser:
        state, cookie = await stage.begun(browser)
        clock.forward(minutes=11)
        status, _page = await stage.back(browser, state, cookie, "code")
    assert status == 401


async def test_a_code_slack_does_not_know_installs_nothing_and_is_not_logged(
    stage: Opened, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    async with ClientSession() as browser:
        state, cookie = await stage.begun(browser)
        status, _page = await stage.back(browser, state, cookie, "code-of-nobody")
    assert status == 401
    ours = [one.getMessage() for one in caplog.records if not one.name.startswith("asyncio")]
    assert not any("code-of-nobody" in line for line in ours)


async def test_only_those_that_are_served_can_install(stage: Opened) -> None:
    await stage.face.stop()
    stage.served = ("T404",)
    await stage.start()
    status, page = await stage.install(stage.workspace)
    assert status == 403
    assert "not one of those that are served" in page
    person = stage.slack.add_person(stage.workspace, "somebody")
    assert await speak(stage, person) == ""


async def test_after_a_restart_what_is_installed_is_known(stage: Opened) -> None:
    await stage.install(stage.workspace)
    await stage.face.stop()
    await stage.start()
    person = stage.slack.add_person(stage.workspace, "somebody", locale="pt-PT")
    assert "Assistente" in await speak(stage, person)


async def test_who_puts_the_app_out_is_forgotten_with_its_token(stage: Opened) -> None:
    await stage.install(stage.workspace)
    await stage.slack.uninstall(stage.workspace)
    await stage.calm()
    assert await stage.kept().installations.all() == []
    with pytest.raises(Refused, match="not installed"):
        await stage.face.deliver(to(stage, stage.workspace.id, "U1"))
    await stage.install(stage.workspace)
    person = stage.slack.add_person(stage.workspace, "somebody", locale="en-GB")
    assert "IMI Assistant" in await speak(stage, person)


@pytest.mark.parametrize("event", ["tokens_revoked", "app_uninstalled"])
async def test_either_of_what_slack_tells_then_is_enough(stage: Opened, event: str) -> None:
    await stage.install(stage.workspace)
    told = {"type": event, "tokens": {"oauth": [], "bot": [stage.workspace.bot_user]}}
    await stage.slack.courier.event(stage.workspace, told)
    await stage.calm()
    assert await stage.kept().installations.all() == []


async def test_what_is_told_late_does_not_end_a_new_installation(
    stage: Opened, clock: MovableClock
) -> None:
    await stage.install(stage.workspace)
    await stage.slack.uninstall(stage.workspace)
    await stage.calm()
    told = [{**event, "event_time": int(clock.now().timestamp())} for event in stage.slack.events]
    assert len(told) == 2
    clock.forward(seconds=2)
    await stage.install(stage.workspace)
    for event in told:
        assert (await stage.slack.redeliver(event)).status == 200
    person = stage.slack.add_person(stage.workspace, "somebody", locale="en-GB")
    assert "IMI Assistant" in await speak(stage, person)
    clock.forward(seconds=2)
    later = {**told[1], "event_time": int(clock.now().timestamp())}
    await stage.slack.redeliver(later)
    assert await stage.kept().installations.all() == []


async def test_a_persons_own_token_that_ends_is_none_of_ours(stage: Opened) -> None:
    await stage.install(stage.workspace)
    tokens = {"oauth": ["U1"], "bot": []}
    revoked = {"type": "tokens_revoked", "tokens": tokens}
    await stage.slack.courier.event(stage.workspace, revoked)
    await stage.calm()
    assert len(await stage.kept().installations.all()) == 1


async def test_no_token_stands_in_the_database_file(stage: Opened, tmp_path: Path) -> None:
    await stage.install(stage.workspace)
    kept = await asyncio.to_thread(all_of, tmp_path)
    assert stage.workspace.id.encode() in kept
    assert b"xoxb-" not in kept


async def test_for_all_of_an_organisation_one_installation_serves_every_workspace(
    stage: Opened,
) -> None:
    first = stage.slack.add_workspace("Ministry", "E0000000001")
    second = stage.slack.add_workspace("Agency", "E0000000001")
    stage.slack.spread(first, second)
    await stage.install(first)
    (kept,) = await stage.kept().installations.all()
    assert (kept.enterprise, kept.team, kept.key) == ("E0000000001", "", "E0000000001")
    for workspace in (first, second):
        person = stage.slack.add_person(workspace, "somebody", locale="en-GB")
        assert "IMI Assistant" in await speak(stage, person)


class TestTokensThatEnd:
    @pytest.fixture
    def app(self) -> App:
        return App(scopes=SCOPES, rotates_tokens=True)

    async def test_they_are_renewed_in_good_time(self, stage: Opened, clock: MovableClock) -> None:
        await stage.install(stage.workspace)
        old = stage.workspace.bot_token
        self._later(stage, clock, hours=11, minutes=45)
        person = stage.slack.add_person(stage.workspace, "somebody", locale="en-GB")
        assert "IMI Assistant" in await speak(stage, person)
        assert stage.workspace.bot_token != old
        assert self._renewals(stage) == 1

    async def test_one_that_has_ended_unnoticed_is_renewed_and_nothing_is_lost(
        self, stage: Opened, clock: MovableClock
    ) -> None:
        await stage.install(stage.workspace)
        stage.slack.clock.skip(13 * 3600)
        person = stage.slack.add_person(stage.workspace, "somebody", locale="en-GB")
        assert "IMI Assistant" in await speak(stage, person)
        assert self._renewals(stage) == 1

    async def test_two_replicas_never_renew_the_same(
        self, stage: Opened, clock: MovableClock
    ) -> None:
        await stage.install(stage.workspace)
        other = SlackFace(stage.world.assistant.front, stage.kept(), stage.settings(), 1000)
        await other.start()
        self._later(stage, clock, hours=13)
        person = stage.slack.add_person(stage.workspace, "somebody")
        letters = [
            replace(to(stage, stage.workspace.id, person.id), id=DeliveryId(f"d{number}"))
            for number in range(10)
        ]
        faces = (stage.face, other)
        sent = [faces[number % 2].deliver(one) for number, one in enumerate(letters)]
        await asyncio.gather(*sent)
        assert self._renewals(stage) == 1
        assert len(person.messages()) == 10
        await other.stop()

    async def test_a_renewal_that_is_refused_is_told_loudly(
        self, stage: Opened, clock: MovableClock, caplog: pytest.LogCaptureFixture
    ) -> None:
        await stage.install(stage.workspace)
        stage.slack.world.refreshes.clear()
        self._later(stage, clock, hours=13)
        person = stage.slack.add_person(stage.workspace, "somebody")
        with pytest.raises(Refused, match="invalid_refresh_token"):
            await stage.face.deliver(to(stage, stage.workspace.id, person.id))
        assert "must be installed anew" in caplog.text
        stage.slack.complaints.clear()

    def _later(self, stage: Opened, clock: MovableClock, hours: int, minutes: int = 0) -> None:
        clock.forward(hours=hours, minutes=minutes)
        stage.slack.clock.skip(hours * 3600 + minutes * 60)

    def _renewals(self, stage: Opened) -> int:
        calls = [one for one in stage.slack.calls if one.method == "oauth.v2.access"]
        return sum(one.args.get("grant_type") == "refresh_token" for one in calls)


def all_of(folder: Path) -> bytes:
    return b"".join(file.read_bytes() for file in folder.iterdir() if file.is_file())


def to(stage: SlackWorld, team: str, account: str) -> Letter:
    place = Address("slack", team, account)
    return Letter(DeliveryId("d1"), place, True, GREETING, stage.world.voice("sean"))
