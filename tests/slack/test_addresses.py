from __future__ import annotations

import pytest

from bot.slack.addresses import Home, NotSafe

SLACK = Home.of("https://slack.com/api/")


@pytest.mark.parametrize(
    "url",
    [
        "https://hooks.slack.com/commands/T1/2/x",
        "https://files.slack.com/files-pri/T1-F1/a.pdf",
        "https://slack.com/x",
    ],
)
def test_slacks_own_addresses_are_used(url: str) -> None:
    assert SLACK.owns(url)


@pytest.mark.parametrize(
    "url",
    [
        "http://hooks.slack.com/commands/T1/2/x",
        "https://slack.com.evil.eu/x",
        "https://evilslack.com/x",
        "https://evil.eu/slack.com",
        "https://slack.com@evil.eu/x",
        "https://me@slack.com/x",
        "https://slack.com:8443/x",
        "https://127.0.0.1/x",
        "https://[::1/x",
        "file:///etc/passwd",
        "",
    ],
)
def test_no_other_address_gets_a_token_or_an_answer(url: str) -> None:
    assert not SLACK.owns(url)


def test_the_governments_slack_is_a_place_of_its_own() -> None:
    government = Home.of("https://slack-gov.com/api/")
    assert government.owns("https://hooks.slack-gov.com/x")
    assert not government.owns("https://hooks.slack.com/x")


def test_a_token_does_not_travel_unprotected() -> None:
    with pytest.raises(NotSafe):
        Home.of("http://slack.com/api/")
    assert Home.of("http://127.0.0.1:8080/api/").owns("http://127.0.0.1:8080/x")
    assert Home.of("http://localhost:8080/api/").owns("http://localhost:8080/x")
