"""npm `@openclaw/crabline` as Slack: it delivers again at Slack's times, and limits what is sent."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from aiohttp import ClientSession, web
from pydantic import SecretStr

from bot.channel import Letter, TryLater
from bot.settings import Slack
from bot.slack.adapter import SlackFace
from chat.message import say
from core.installations import Installation
from core.outbox import DeliveryId
from core.people import Address
from core.text import msg
from tests.slack_peers.conftest import Start, Started, a_face, kept
from tests.support.world import World

SECRET, TOKEN, TEAM = "signing-secret-of-the-test", "xoxb-of-the-test", "TCRABLINE"
USER = "U0000000001"


@dataclass
class Between:
    """Stands before the bot's door; what it answers instead of the bot is set by the test."""

    answers: list[int | None] = field(default_factory=list)
    headers: list[dict[str, str]] = field(default_factory=list)
    target: str = ""
    heard: asyncio.Event = field(default_factory=asyncio.Event)

    async def start(self) -> str:
        self._runner = web.ServerRunner(web.Server(self._handle))
        await self._runner.setup()
        await web.TCPSite(self._runner, "127.0.0.1", 0).start()
        host, port = self._runner.addresses[0][:2]
        return f"http://{host}:{port}/slack/events"

    async def stop(self) -> None:
        await self._runner.cleanup()

    async def _handle(self, request: web.BaseRequest) -> web.Response:
        self.headers.append({key.lower(): value for key, value in request.headers.items()})
        instead = self.answers.pop(0) if self.answers else None
        async with (
            ClientSession() as session,
            session.post(
                self.target, data=await request.read(), headers=_passed(request)
            ) as answer,
        ):
            status = answer.status
        self.heard.set()
        return web.Response(status=instead or status)


def _passed(request: web.BaseRequest) -> dict[str, str]:
    own = ("content-type", "x-slack-request-timestamp", "x-slack-signature")
    return {key: value for key, value in request.headers.items() if key.lower() in own}


@dataclass
class Stage:
    world: World
    slack: Started
    between: Between
    face: SlackFace

    async def say(self, text: str) -> None:
        headers = {"Authorization": f"Bearer {self.slack['adminToken']}"}
        said = {"channel": "D0000000001", "user": USER, "text": text}
        inbound = self.slack["endpoints"]["adminInboundUrl"]
        async with (
            ClientSession() as session,
            session.post(inbound, json=said, headers=headers) as answer,
        ):
            assert (await answer.json())["ok"]

    async def written(self) -> list[str]:
        """What the bot has written, the newest first."""
        headers = {"Authorization": f"Bearer {TOKEN}"}
        asked = f"{self.slack['endpoints']['apiRoot']}conversations.history"
        async with (
            ClientSession() as session,
            session.post(asked, data={"channel": "D0000000001"}, headers=headers) as answer,
        ):
            messages = (await answer.json())["messages"]
        return [one["text"] for one in messages if one.get("bot_id")]

    async def delivered(self, times: int) -> None:
        async with asyncio.timeout(30):
            while len(self.between.headers) < times:
                self.between.heard.clear()
                await self.between.heard.wait()
        await self.face.idle()


@pytest.fixture
async def stage(
    request: pytest.FixtureRequest, start: Start, world: World, tmp_path: Path
) -> AsyncIterator[Stage]:
    between = Between()
    given = {
        "botToken": TOKEN,
        "signingSecret": SECRET,
        "eventsRequestUrl": await between.start(),
        "recorderPath": str(tmp_path / "crabline.jsonl"),
        **getattr(request, "param", {}),
    }
    slack = start("crabline.mjs", json.dumps(given))
    settings = Slack(
        enabled=True,
        port=0,
        api_base_url=slack["endpoints"]["apiRoot"],
        client_id="1.2",
        client_secret=SecretStr("secret"),
        public_url="https://imi.example.org",
        signing_secret=SecretStr(SECRET),
    )
    installations = kept(world.assistant).installations
    await installations.put(Installation("", TEAM, "ACRABLINE", "UCRABBOT", TOKEN))
    async with world.assistant.services.works.writing() as work:
        await work.people.put(world.person("sean"), [Address("slack", TEAM, USER)])
        await work.commit()
    face = a_face(world, settings)
    await face.start()
    between.target = face.url
    yield Stage(world, slack, between, face)
    await face.stop()
    await between.stop()


async def test_what_is_said_is_answered(stage: Stage) -> None:
    await stage.say("my tasks")
    await stage.delivered(1)
    (answer,) = await stage.written()
    assert "Nothing waits for you" in answer


async def test_an_event_whose_answer_was_lost_comes_again_and_is_answered_once(
    stage: Stage,
) -> None:
    stage.between.answers = [500]
    await stage.say("my tasks")
    await stage.delivered(2)
    assert stage.between.headers[1]["x-slack-retry-num"] == "1"
    assert stage.between.headers[1]["x-slack-retry-reason"] == "http_error"
    assert len(await stage.written()) == 1


@pytest.mark.parametrize(
    "stage",
    [{"chatPostMessageRateLimit": {"remaining": 1, "retryAfterSeconds": 7}}],
    indirect=True,
)
async def test_a_limit_is_obeyed_for_as_long_as_slack_says(stage: Stage) -> None:
    greeting = say(msg("Good morning. Please look at `my tasks`."))
    voice = stage.world.voice("sean")
    letters = [
        Letter(DeliveryId(f"d{n}"), Address("slack", TEAM, USER), True, greeting, voice)
        for n in range(2)
    ]
    await stage.face.deliver(letters[0])
    with pytest.raises(TryLater) as limited:
        await stage.face.deliver(letters[1])
    assert limited.value.seconds == 7
