"""npm `emulate` as Slack: installing with OAuth, scopes, messages, files."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator
from dataclasses import dataclass
from html.parser import HTMLParser
from http.cookies import SimpleCookie

import pytest
from aiohttp import ClientSession
from pydantic import SecretStr

from bot.channel import Letter
from bot.settings import Slack
from bot.slack.adapter import SlackFace
from bot.slack.calls import Refused
from bot.slack.manifest import SCOPES
from bot.slack.workspaces import Tenant
from chat.message import say
from core.outbox import DeliveryId
from core.people import Address
from core.text import msg
from tests.slack_peers.conftest import Start, a_face, kept
from tests.support.ports import free_port
from tests.support.world import World

CLIENT, SECRET = "1111.2222", "client-secret-of-the-test"


class Hidden(HTMLParser):
    """The hidden fields of the one form on Slack's page."""

    def __init__(self) -> None:
        super().__init__()
        self.fields: dict[str, str] = {}

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        if tag == "input" and given.get("type") == "hidden":
            self.fields[given["name"] or ""] = given.get("value") or ""


@dataclass
class Stage:
    world: World
    slack: str
    base: str
    face: SlackFace

    async def install(self, **changed: str) -> int:
        """As in a browser: begin, agree on Slack's page, come back with the cookie."""
        async with ClientSession() as browser:
            begin = f"{self.base}/slack/install"
            async with browser.get(begin, allow_redirects=False) as page:
                cookie: SimpleCookie = SimpleCookie(page.headers["Set-Cookie"])
                asked = page.headers["Location"]
            async with browser.get(asked) as page:
                hidden = Hidden()
                hidden.feed(await page.text())
            agree = f"{self.slack}/oauth/v2/authorize/callback"
            fields = {**hidden.fields, **changed}
            async with browser.post(agree, data=fields, allow_redirects=False) as page:
                back = page.headers["Location"].replace("https://imi.example.org", self.base)
            (morsel,) = cookie.values()
            headers = {"Cookie": f"{morsel.key}={morsel.value}"}
            async with browser.get(back, headers=headers) as page:
                return page.status


@pytest.fixture
async def stage(start: Start, world: World) -> AsyncIterator[Stage]:
    app = {
        "app_id": "A0IMIASSIST",
        "client_id": CLIENT,
        "client_secret": SECRET,
        "name": "IMI Assistant",
        "redirect_uris": ["https://imi.example.org/slack/oauth_redirect"],
        "scopes": list(SCOPES),
    }
    slack = str(start("emulate.mjs", json.dumps(app), str(free_port()))["url"]).rstrip("/")
    settings = Slack(
        enabled=True,
        port=0,
        api_base_url=f"{slack}/api/",
        client_id=CLIENT,
        client_secret=SecretStr(SECRET),
        public_url="https://imi.example.org",
        signing_secret=SecretStr("signing"),
    )
    face = a_face(world, settings)
    await face.start()
    yield Stage(world, slack, face.url.removesuffix("/slack/events"), face)
    await face.stop()


def letter(stage: Stage, team: str, account: str, *, private: bool = True) -> Letter:
    greeting = say(msg("Good morning. Please look at `my tasks`."))
    place = Address("slack", team, account)
    return Letter(DeliveryId("d1"), place, private, greeting, stage.world.voice("sean"))


async def test_it_is_installed_and_writes_to_a_person_and_a_room(stage: Stage) -> None:
    assert await stage.install() == 200
    (installed,) = await kept(stage.world.assistant).installations.all()
    assert installed.app == "A0IMIASSIST"
    assert await stage.face.deliver(letter(stage, installed.key, "U000000001"))
    again = letter(stage, installed.key, "U000000001")
    assert await stage.face.reconcile(again), "what has arrived is not found"


async def test_a_code_of_another_app_installs_nothing(stage: Stage) -> None:
    assert await stage.install(client_id="9.9") == 401
    assert await kept(stage.world.assistant).installations.all() == []


async def test_without_a_scope_it_is_refused_and_says_which_call_was(stage: Stage) -> None:
    assert await stage.install(scope="chat:write") == 200
    (installed,) = await kept(stage.world.assistant).installations.all()
    with pytest.raises(Refused, match=r"conversations\.open: missing_scope"):
        await stage.face.deliver(letter(stage, installed.key, "U000000001"))


async def test_a_document_is_put_where_slack_says(stage: Stage) -> None:
    assert await stage.install() == 200
    (installed,) = await kept(stage.world.assistant).installations.all()
    workspace = await stage.face.workspaces.find(Tenant("", installed.team, installed.app))
    assert workspace is not None
    calls = workspace.calls
    opened = await calls.ask("conversations.open", users="U000000001")
    place = await calls.ask("files.getUploadURLExternal", filename="case.pdf", length="4")
    await calls.upload(str(place["upload_url"]), b"%PDF")
    done = await calls.ask(
        "files.completeUploadExternal",
        files=json.dumps([{"id": str(place["file_id"]), "title": "case.pdf"}]),
        channel_id=str(opened["channel"]["id"]),
    )
    assert done["files"][0]["id"] == place["file_id"]
