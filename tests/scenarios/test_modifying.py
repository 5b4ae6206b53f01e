"""A request is changed before anybody has accepted it, and whoever saw the old one is not held to it."""

from __future__ import annotations

from tests.scenarios.test_exchange import GUIDE, REQUEST, ask
from tests.support.chats import Chat


async def test_the_date_is_changed_and_an_acceptance_of_what_it_was_is_not_taken(
    chat: Chat,
) -> None:
    await ask(chat)
    await chat.inbox("joao")
    changed = await chat.fill(
        "anna", f"modify {REQUEST}", parts="date", day="2026-03-25", ending="change"
    )
    assert REQUEST in changed
    await chat.settle()
    [told] = await chat.inbox("joao")
    assert "25" in told
    assert "o prazo" in told
    assert "Rui" not in told

    late = await chat.say("joao", f"accept {REQUEST}")
    assert "o prazo" in late
    assert "Rui" not in late
    accepted = await chat.press("joao", f"accept {REQUEST} #2")
    assert "Rui Gonçalves" in accepted
    assert REQUEST in await chat.say("anna", f"modify {REQUEST}")


async def test_a_proposed_date_no_longer_counts_once_the_questions_are_others(chat: Chat) -> None:
    await ask(chat)
    await chat.say("joao", f"propose date {REQUEST} 2026-03-27")
    await chat.fill(
        "anna", f"modify {REQUEST}", parts="questions,note", questions="1", note="", ending="change"
    )
    await chat.settle()
    assert "os perguntas" not in (await chat.inbox("joao"))[-1]
    refused = await chat.say("anna", f"agree {REQUEST} 2026-03-27")
    assert "27" not in refused
    assert "apliecība" not in await chat.say("anna", f"show {REQUEST}")


async def test_a_draft_is_changed_and_a_day_on_which_they_are_closed_is_said(chat: Chat) -> None:
    await chat.fill("anna", "new request", **{**GUIDE, "ending": "draft"})
    closed = {"day": "2026-06-10", "better.2026-06-10": "2026-06-11"}
    said = await chat.fill("anna", f"modify {REQUEST}", parts="date", ending="change", **closed)
    assert "11.06.2026" in said
    await chat.settle()
    assert await chat.inbox("joao") == []
