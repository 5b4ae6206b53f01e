"""Slack says that somebody's account was deactivated."""

from __future__ import annotations

from tests.support.slack_chat import SlackChat


async def test_a_deactivated_account_is_told_to_those_who_decide(chat: SlackChat) -> None:
    await chat.inbox("ilze")
    await chat.stage.person("anna").change(deleted=True)
    await chat.settle()
    [told] = await chat.inbox("ilze")
    assert "Anna Kalniņa" in told
    assert "Slack" in told
    assert await chat.inbox("joao") == []
    await chat.press("ilze", "remove colleague anna")


async def test_another_language_is_no_departure(chat: SlackChat) -> None:
    await chat.inbox("ilze")
    await chat.stage.person("anna").change(locale="en-US")
    await chat.settle()
    assert await chat.inbox("ilze") == []
