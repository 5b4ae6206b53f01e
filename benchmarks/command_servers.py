"""The servers `benchmarks.command` measures, one in each process: it prints how it is to be called, and serves."""

from __future__ import annotations

import asyncio
import json
import logging
import sys
import tempfile
from pathlib import Path

from aiohttp import web

from bot.loop import run_in_loop
from bot.run import prepare
from bot.slack.installing import Page
from bot.slack.reception import Patience

# What is measured is the answer itself, however busy the machine.
_PATIENT = Patience(acknowledge=60)
SECRET = "8f742231b10e8888abcd99yyyzzz85a5"
HELD = [{"team_id": "T1", "user_id": "U1", "channel_id": "D1", "api_app_id": "A1"}]


def _say(url: str, forms: list[dict[str, str]], secret: str = SECRET) -> None:
    """``forms``: what each of the people who speak sends beside the command itself."""
    print(json.dumps({"url": url, "forms": forms, "secret": secret}), flush=True)


async def _listening(handle: Page) -> str:
    runner = web.ServerRunner(web.Server(handle, access_log=None))
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    host, port = runner.addresses[0][:2]
    return f"http://{host}:{port}/slack/events"


async def floor() -> None:
    """A signature check, a form read, an answer."""
    from slack_sdk.signature import SignatureVerifier

    verifier = SignatureVerifier(SECRET)

    async def handle(request: web.BaseRequest) -> web.Response:
        body = await request.read()
        if not verifier.is_valid_request(body, dict(request.headers)):
            return web.Response(status=401)
        return web.json_response({"text": "echo"})

    _say(await _listening(handle), HELD)


async def echo() -> None:
    """Bolt as its documentation has it, with the one setting that answers without a poll."""
    from slack_bolt.async_app import AsyncAck, AsyncApp, AsyncBoltRequest
    from slack_bolt.authorization import AuthorizeResult

    async def authorize(**_: object) -> AuthorizeResult:
        return AuthorizeResult(enterprise_id=None, team_id="T1", bot_token="xoxb-1", bot_id="B1")

    app = AsyncApp(signing_secret=SECRET, authorize=authorize, process_before_response=True)
    logging.getLogger("slack_bolt").setLevel(logging.ERROR)

    async def answer(ack: AsyncAck) -> None:
        await ack("echo")

    app.command("/imi")(answer)

    async def handle(request: web.BaseRequest) -> web.Response:
        body = (await request.read()).decode()
        asked = AsyncBoltRequest(body=body, headers=dict(request.headers))
        answered = await app.async_dispatch(asked)
        return web.Response(status=answered.status, text=answered.body)

    _say(await _listening(handle), HELD)


async def ours() -> None:
    """The whole bot on its embedded database, with the test suite's Slack behind it."""
    from tests.support.slack_chat import a_slack_world
    from tests.support.world import MovableClock, sqlite_url

    with tempfile.TemporaryDirectory() as folder:
        world = a_slack_world(sqlite_url(Path(folder)), MovableClock(), "http", _PATIENT)
        async with world as stage:
            forms = [
                {
                    "team_id": stage.workspace.id,
                    "user_id": person.id,
                    "channel_id": person.dm_channel.id,
                    "api_app_id": stage.slack.app.id,
                }
                for person in stage.people.values()
            ]
            # As `imi-assistant run` does at its start.
            await prepare(stage.world.assistant)
            _say(stage.face.url, forms, stage.slack.app.signing_secret)
            await asyncio.Event().wait()


async def main(kind: str) -> None:
    await {"floor": floor, "echo": echo, "ours": ours}[kind]()
    await asyncio.Event().wait()


if __name__ == "__main__":
    # Ours as `imi-assistant run` has it, Bolt as its documentation has it.
    (run_in_loop if sys.argv[1] == "ours" else asyncio.run)(main(sys.argv[1]))
