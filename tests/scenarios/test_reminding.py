"""Reminders as people want them: put off, taken over by a deputy, all of a morning in one message."""

from __future__ import annotations

from tests.scenarios.test_exchange import GUIDE, REQUEST, accept
from tests.support.chats import Chat
from tests.support.faces import Stage

SECOND = "LV-2026-000002"


async def at_nine(chat: Chat, stage: Stage, day: str) -> None:
    """That morning in Lisbon, an hour after reminders have come."""
    stage.clock.moment = stage.at(day, "Europe/Lisbon")
    await chat.settle()


async def read_all(chat: Chat) -> None:
    await chat.settle()
    for person in ("anna", "joao", "marta"):
        await chat.inbox(person)


async def test_a_reminder_is_put_off_by_a_button_and_comes_again(chat: Chat, stage: Stage) -> None:
    await accept(chat)
    await read_all(chat)
    await at_nine(chat, stage, "2026-03-16")
    [reminder] = await chat.inbox("joao")
    assert REQUEST in reminder
    assert REQUEST in await chat.press("joao", f"snooze {REQUEST} hour")
    stage.clock.forward(hours=2)
    await chat.settle()
    [again] = await chat.inbox("joao")
    assert REQUEST in again


async def test_whoever_is_on_it_hears_no_more_until_the_day(chat: Chat, stage: Stage) -> None:
    await accept(chat)
    await read_all(chat)
    await at_nine(chat, stage, "2026-03-16")
    await chat.inbox("joao")
    await chat.press("joao", f"on it {REQUEST}")
    for day in ("2026-03-17", "2026-03-20"):
        await at_nine(chat, stage, day)
        assert await chat.inbox("joao") == []
    await at_nine(chat, stage, "2026-03-23")
    [on_the_day] = await chat.inbox("joao")
    assert REQUEST in on_the_day


async def test_what_is_done_is_cleared_at_once_everywhere(chat: Chat, stage: Stage) -> None:
    await accept(chat)
    await read_all(chat)
    await chat.fill("anna", f"withdraw {REQUEST}", ending="withdraw")
    await read_all(chat)
    await at_nine(chat, stage, "2026-03-20")
    assert await chat.inbox("joao") == []
    assert await chat.inbox("anna") == []


async def test_the_deputy_of_who_is_away_is_told_for_whom_and_why(chat: Chat, stage: Stage) -> None:
    await accept(chat)
    await chat.fill("joao", "deputy", deputy="marta")
    said = await chat.say("joao", "ausente de 10 a 18 de março")
    assert "Marta Sousa" in said
    await read_all(chat)
    await at_nine(chat, stage, "2026-03-16")
    assert await chat.inbox("joao") == []
    [told] = await chat.inbox("marta")
    assert REQUEST in told
    assert "João Ferreira" in told
    assert "18" in told
    await at_nine(chat, stage, "2026-03-19")
    [back] = await chat.inbox("joao")
    assert REQUEST in back
    # She has been told already: nobody writes to her that João, who was away, has not reacted.
    assert await chat.inbox("marta") == []


async def test_several_requests_of_a_morning_come_in_one_message(chat: Chat, stage: Stage) -> None:
    for name in (REQUEST, SECOND):
        assert name in await chat.fill("anna", "new request", **GUIDE)
        await chat.say("joao", f"accept {name}")
    await read_all(chat)
    await at_nine(chat, stage, "2026-03-16")
    [morning] = await chat.inbox("joao")
    assert REQUEST in morning
    assert SECOND in morning
    shown = await chat.press("joao", f"show {SECOND}")
    assert "Rui Gonçalves" in shown
