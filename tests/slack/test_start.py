"""Coming and going: refusals that are told at the start, connections that are lost and found again."""

from __future__ import annotations

import asyncio
import logging

import pytest
from aiohttp import ClientSession
from pydantic import SecretStr

from bot.channel import TryLater, Unreachable
from bot.slack.adapter import SlackFace
from bot.slack.addresses import NotSafe
from bot.slack.calls import Refused
from bot.slack.workspaces import NotServed
from core.people import Address
from tests.slack.test_letters import letter
from tests.support.slack import Person
from tests.support.slack.faults import HTTP_500
from tests.support.slack_chat import Mode, SlackWorld


def another(stage: SlackWorld, mode: Mode = "http", **settings: object) -> SlackFace:
    """A second bot beside the first, with other settings."""
    given = stage.settings().model_copy(update={"mode": mode, **settings})
    return SlackFace(stage.world.assistant.front, stage.kept(), given, 1000)


@pytest.mark.parametrize("mode", ["http", "socket"])
async def test_a_wrong_token_is_told_at_the_start(stage: SlackWorld, mode: Mode) -> None:
    with pytest.raises(Refused, match=r"auth\.test: invalid_auth"):
        await another(stage, mode, bot_token=SecretStr("xoxb-wrong")).start()


async def test_a_wrong_token_for_the_socket_is_told_at_the_start(stage: SlackWorld) -> None:
    with pytest.raises(Refused, match=r"apps\.connections\.open"):
        await another(stage, "socket", app_token=SecretStr("xapp-wrong")).start()


async def test_a_workspace_that_is_not_served_is_told_at_the_start(stage: SlackWorld) -> None:
    with pytest.raises(NotServed, match=stage.workspace.id):
        await another(stage, team_ids=("T404",)).start()
    served = another(stage, team_ids=(stage.workspace.id,))
    await served.start()
    await served.stop()


def test_no_token_travels_unprotected(stage: SlackWorld) -> None:
    with pytest.raises(NotSafe):
        another(stage, api_base_url="http://slack.com/api/")


async def test_while_slack_is_out_of_reach_nothing_is_lost(
    stage: SlackWorld, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.WARNING)
    stage.slack.faults.fail("auth.test", HTTP_500)
    late = another(stage)
    await late.start()
    with pytest.raises(TryLater):
        await late.deliver(letter(stage))
    stage.slack.deliver_to(late.url)
    anna = stage.person("anna")
    await anna.dm("help")
    assert stage.slack.deliveries[0].status == 503
    assert "cannot be reached" in caplog.text
    await late.stop()
    await stage.slack.courier.stop()


async def test_a_letter_for_nobody_here_is_unreachable(stage: SlackWorld) -> None:
    letters = letter(stage)
    with pytest.raises(Unreachable):
        await stage.face.deliver(
            type(letters)("d9", Address("slack", "T404", "U1"), True, letters.reply, letters.voice)  # type: ignore[arg-type]
        )


async def test_the_door_stands_where_it_was_put(stage: SlackWorld) -> None:
    assert stage.face.url.startswith("http://127.0.0.1:")
    async with ClientSession() as session, session.get(stage.face.url) as answer:
        assert answer.status == 200


@pytest.mark.parametrize("reason", ["refresh_requested", "warning"])
async def test_a_new_socket_is_opened_when_slack_asks_for_it(
    socket_stage: SlackWorld, reason: str
) -> None:
    slack, anna = socket_stage.slack, socket_stage.person("anna")
    await slack.sockets.disconnect(reason)
    await slack.until(lambda: slack.sockets.opened == 2)
    await anna.dm("help")
    await socket_stage.calm()
    assert len(anna.messages()) == 2


async def test_listening_ends_when_it_is_told_to(stage: SlackWorld) -> None:
    listening = asyncio.create_task(stage.face.run())
    await asyncio.sleep(0)
    assert not listening.done()
    listening.cancel()
    with pytest.raises(asyncio.CancelledError):
        await listening


async def test_over_the_socket_no_signature_is_needed_and_none_is_logged(
    socket_stage: SlackWorld, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG, logger="bot")
    anna: Person = socket_stage.person("anna")
    await anna.dm("about Rui")
    await anna.slash("/imi", "show Rui")
    await socket_stage.calm()
    assert "Rui" not in caplog.text
    assert socket_stage.slack.complaints == []
