"""What comes in by HTTP, and what does not. The world behind the door is real."""

from __future__ import annotations

import json
import logging
import time
from collections.abc import AsyncIterator, Mapping
from io import BytesIO

import pytest
from aiohttp import ClientSession

from bot.slack.guard import MOST_BYTES, Guard
from tests.support.slack import signed_headers
from tests.support.slack_chat import SlackWorld

SECRET = "8f742231b10e8888abcd99yyyzzz85a5"
_PUBLISHED = (
    "token=xyzz0WbapA4vBCDEFasx0q6G&team_id=T1DC2JH3J&team_domain=testteamnow"
    "&channel_id=G8PSS9T3V&channel_name=foobar&user_id=U2CERLKJA&user_name=roadrunner"
    "&command=%2Fwebhook-collect&text=&response_url=https%3A%2F%2Fhooks.slack.com%2Fcommands"
    "%2FT1DC2JH3J%2F397700885554%2F96rGlfmibIGlgcZRskXaIFfN"
    "&trigger_id=398738663015.47445629121.803a0bc887a14d10d2c447fce8b6703c"
)
_SIGNATURE = "v0=a2114d57b48eac39b9ad189dd8316235a7b4a8d21a10bd27519666489c69b503"
HEADERS = {"X-Slack-Request-Timestamp": "1531420618", "X-Slack-Signature": _SIGNATURE}
SAID = b"token=x&text=Rui+Goncalves"
FORM = {"Content-Type": "application/x-www-form-urlencoded"}


@pytest.fixture
def guard() -> Guard:
    return Guard(SECRET.encode())


@pytest.fixture
async def web() -> AsyncIterator[ClientSession]:
    async with ClientSession() as session:
        yield session


def test_the_published_example_is_let_in(guard: Guard) -> None:
    assert guard.lets_in(HEADERS, _PUBLISHED.encode(), 1531420618)


@pytest.mark.parametrize("age", [-301, 301, 86_400])
def test_a_signature_is_good_for_five_minutes(guard: Guard, age: int) -> None:
    assert guard.lets_in(HEADERS, _PUBLISHED.encode(), 1531420618 + 300)
    assert not guard.lets_in(HEADERS, _PUBLISHED.encode(), 1531420618 + age)


def test_one_changed_letter_is_noticed(guard: Guard) -> None:
    assert not guard.lets_in(HEADERS, _PUBLISHED.replace("foobar", "foobaz").encode(), 1531420618)


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"X-Slack-Signature": _SIGNATURE},
        {"X-Slack-Request-Timestamp": "1531420618"},
        HEADERS | {"X-Slack-Request-Timestamp": ""},
        HEADERS | {"X-Slack-Request-Timestamp": "now"},
        HEADERS | {"X-Slack-Request-Timestamp": "1531420618.0"},
        HEADERS | {"X-Slack-Request-Timestamp": "-1531420618"},
        HEADERS | {"X-Slack-Request-Timestamp": "١٥٣١٤٢٠٦١٨"},
        HEADERS | {"X-Slack-Request-Timestamp": "9" * 5000},
        HEADERS | {"X-Slack-Signature": ""},
        HEADERS | {"X-Slack-Signature": "v0="},
        HEADERS | {"X-Slack-Signature": _SIGNATURE.upper()},
        HEADERS | {"X-Slack-Signature": "v0=\udcff"},
    ],
)
def test_headers_that_prove_nothing_let_nobody_in(guard: Guard, headers: Mapping[str, str]) -> None:
    assert not guard.lets_in(headers, _PUBLISHED.encode(), 1531420618)


def test_without_a_secret_there_is_no_guard() -> None:
    with pytest.raises(ValueError, match="anybody could sign"):
        Guard(b"")


async def test_a_request_that_is_not_signed_is_turned_away_and_not_logged(
    stage: SlackWorld, web: ClientSession, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    wrong = signed_headers("another secret", int(time.time()), SAID)
    for headers in ({}, {**HEADERS, "X-Slack-Request-Timestamp": "soon"}, HEADERS, wrong):
        async with web.post(stage.face.url, data=SAID, headers={**FORM, **headers}) as answer:
            assert (answer.status, await answer.text()) == (401, "")
    assert "turned away" in caplog.text
    assert "Rui" not in caplog.text


async def test_nothing_in_the_log_says_what_somebody_wrote(
    stage: SlackWorld, web: ClientSession, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG, logger="bot")
    caplog.set_level(logging.DEBUG, logger="slack_bolt")
    await stage.person("anna").slash("/imi", "show Rui")
    await stage.person("anna").dm("about Rui")
    await stage.calm()
    for body in (b"{Rui", b"payload={Rui", b'{"type":"Rui"}', b"command=Rui&team_id=Rui"):
        signed = signed_headers(SECRET, int(time.time()), body)
        async with web.post(stage.face.url, data=body, headers={**FORM, **signed}) as answer:
            assert answer.status in (200, 400, 500)
    assert "Rui" not in caplog.text


async def test_what_is_too_large_is_not_read(stage: SlackWorld, web: ClientSession) -> None:
    body = b"x" * (MOST_BYTES + 1)
    signed = signed_headers(SECRET, int(time.time()), body)
    async with web.post(stage.face.url, data=BytesIO(body), headers=signed) as answer:
        assert answer.status == 413

    async def in_parts() -> AsyncIterator[bytes]:
        for _ in range(40):
            yield b"x" * (MOST_BYTES // 20)

    async with web.post(stage.face.url, data=in_parts(), headers=signed) as answer:
        assert answer.status == 413


async def test_there_is_one_address_and_nothing_beside_it(
    stage: SlackWorld, web: ClientSession
) -> None:
    async with web.get(stage.face.url + "?ssl_check=1") as answer:
        assert (answer.status, await answer.text()) == (200, "")
    async with web.get(stage.face.url.replace("/slack/events", "/")) as answer:
        assert answer.status == 404
    async with web.put(stage.face.url, data=b"{}") as answer:
        assert answer.status == 405


async def test_letters_that_are_none_are_refused(stage: SlackWorld, web: ClientSession) -> None:
    body = b"text=\xff\xfe"
    signed = signed_headers(SECRET, int(time.time()), body)
    async with web.post(stage.face.url, data=body, headers={**FORM, **signed}) as answer:
        assert answer.status == 400


async def test_the_address_is_proved_to_slack(stage: SlackWorld) -> None:
    assert await stage.slack.verify_url()


@pytest.mark.parametrize("payload", [{"type": "event_callback"}, {"type": "block_actions"}, {}])
async def test_a_payload_like_none_of_slacks_is_acknowledged_and_left(
    stage: SlackWorld, web: ClientSession, payload: dict[str, str]
) -> None:
    whole = {**payload, "team_id": stage.workspace.id, "api_app_id": stage.slack.app.id}
    body = json.dumps(whole).encode()
    headers = {"Content-Type": "application/json"}
    headers |= signed_headers(SECRET, int(time.time()), body)
    async with web.post(stage.face.url, data=body, headers=headers) as answer:
        assert answer.status == 200
    await stage.calm()
    assert [call.method for call in stage.slack.calls] == ["auth.test", "bots.info"]
