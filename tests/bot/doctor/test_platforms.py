"""The platforms are asked for real: our own strict Slack, and a Synapse."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from pydantic import SecretStr

from bot.doctor import Verdict, platforms
from bot.settings import Matrix, Platforms, Slack
from tests.support.ports import free_port
from tests.support.slack import App, SlackStandIn
from tests.support.synapse import Synapse

OK, NOTE, PROBLEM = Verdict.OK, Verdict.NOTE, Verdict.PROBLEM


async def said(given: Platforms) -> list[tuple[Verdict, str]]:
    return [(each.verdict, each.said) async for each in platforms.check(given)]


@pytest.fixture
async def slack() -> AsyncIterator[SlackStandIn]:
    async with SlackStandIn(App()) as stand_in:
        yield stand_in


def settings(slack: SlackStandIn, bot_token: str, mode: str = "http") -> Platforms:
    given = Slack.model_validate(
        {
            "enabled": True,
            "mode": mode,
            "api_base_url": slack.base_url,
            "bot_token": bot_token,
            "app_token": App().app_token,
        }
    )
    return Platforms(slack=given)


@pytest.mark.parametrize("mode", ["http", "socket"])
async def test_slack_accepts_good_tokens(mode: str, slack: SlackStandIn) -> None:
    token = slack.add_workspace("Riga").bot_token
    accepted = [(OK, "answers and accepts IMI_SLACK_BOT_TOKEN")]
    if mode == "socket":
        accepted.append((OK, "answers and accepts IMI_SLACK_APP_TOKEN"))
    assert await said(settings(slack, token, mode)) == accepted
    assert slack.complaints == []


async def test_a_token_that_slack_refuses_is_told_and_not_shown(slack: SlackStandIn) -> None:
    (finding,) = await said(settings(slack, "xoxb-hush-hush"))
    assert finding == (PROBLEM, "refuses IMI_SLACK_BOT_TOKEN (invalid_auth); renew it")


async def test_a_slack_that_does_not_answer_is_told() -> None:
    url = f"http://127.0.0.1:{free_port()}/api/"
    given = Slack(enabled=True, api_base_url=url, bot_token=SecretStr("xoxb-hush-hush"))
    ((verdict, told),) = await said(Platforms(slack=given))
    assert verdict is PROBLEM
    assert told.startswith(f"{url} does not answer")
    assert "hush" not in told


def matrix(url: str, folder: Path, user: str = "@imi:localhost", token: str = "") -> Platforms:
    access = SecretStr(token) if token else None
    given = Matrix(enabled=True, homeserver=url, user=user, store=folder, access_token=access)
    return Platforms(matrix=given)


async def test_a_homeserver_knows_whose_token_it_is(synapse: Synapse, tmp_path: Path) -> None:
    imi, other = synapse.register("imi"), synapse.register("other")
    knows = f"{synapse.url} answers and knows {imi.id}"
    assert await said(matrix(synapse.url, tmp_path, imi.id, imi.access_token)) == [(OK, knows)]
    assert await said(matrix(synapse.url, tmp_path, imi.id, other.access_token)) == [
        (PROBLEM, f"IMI_MATRIX_ACCESS_TOKEN is not {imi.id}'s; see app.yaml")
    ]
    assert await said(matrix(synapse.url, tmp_path, imi.id, "syt_hush_hush")) == [
        (PROBLEM, "refuses IMI_MATRIX_ACCESS_TOKEN (M_UNKNOWN_TOKEN); renew it")
    ]


async def test_a_password_is_not_tried(synapse: Synapse, tmp_path: Path) -> None:
    assert await said(matrix(synapse.url, tmp_path)) == [
        (OK, f"{synapse.url} answers; the password is tried at `run`")
    ]


async def test_what_is_no_homeserver_is_told(slack: SlackStandIn, tmp_path: Path) -> None:
    silent = f"http://127.0.0.1:{free_port()}"
    for url in (silent, slack.base_url.rstrip("/")):
        ((verdict, told),) = await said(matrix(url, tmp_path))
        assert verdict is PROBLEM
        assert told.startswith(f"{url} does not answer (")


async def test_without_a_platform_there_is_only_the_demo() -> None:
    ((verdict, told),) = await said(Platforms())
    assert verdict is NOTE
    assert "demo" in told
