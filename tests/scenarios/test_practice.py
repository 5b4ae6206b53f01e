"""The same on every face: asked for, granted, a lesson done, and out again."""

from __future__ import annotations

from tests.support.chats import Chat

FIRST = "PRACTICE-PT-2026-000001"


async def test_a_lesson_is_done_apart_from_everything_real(chat: Chat) -> None:
    await chat.say("anna", "vingrināties")
    await chat.settle()
    [asked] = await chat.inbox("ilze")
    assert "Anna Kalniņa" in asked
    await chat.press("ilze", "grant practice anna 2026-03-16")
    await chat.settle()
    assert "drīkstat vingrināties" in (await chat.inbox("anna"))[-1]

    assert "VINGRINĀJUMS" in await chat.say("anna", "vingrināties")
    begun = await chat.say("anna", "nodarbība 2")
    assert FIRST in begun
    accepted = await chat.press("anna", f"accept {FIRST}")
    assert "VINGRINĀJUMS" in accepted
    assert "Alex Example" in accepted
    given = {
        "answers.entitled": "1",
        "answers.entitled-since": "2020-03-01",
        "answers.certificate-genuine": "1",
        "ending": "send",
    }
    assert "VINGRINĀJUMS" in await chat.fill("anna", f"answer {FIRST}", **given)
    assert "pabeigta" in await chat.say("anna", "nākamā diena")
    await chat.settle()
    assert await chat.inbox("joao") == []
    assert await chat.inbox("ilze") == []

    left = await chat.say("anna", "beigt vingrināties")
    assert "VINGRINĀJUMS" not in left
    assert FIRST not in await chat.say("anna", "mani pieprasījumi")
