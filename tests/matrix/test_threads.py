"""One case, one thread: all that is said unasked of a request stands under what was said of it first."""

from __future__ import annotations

from dataclasses import replace

from tests.matrix.letters import event_of, letter
from tests.scenarios.test_exchange import accept
from tests.support.matrix_chat import MatrixChat


async def test_a_case_has_one_thread_and_its_choices_count_on(chat: MatrixChat) -> None:
    await accept(chat)
    await chat.restart()
    await chat.fill("joao", "propose date LV-2026-000001", day="2026-03-27")
    await chat.settle()
    await chat.inbox("anna")
    # Typed in the room, whatever thread the choice stands in.
    assert "27" in await chat.press("anna", "agree LV-2026-000001 2026-03-27")
    await chat.settle()
    for person in ("anna", "joao"):
        await chat.inbox(person)
        official = await chat.matrix.official(person)
        here = await chat.direct(person)
        letters = [one for one in official.seen if one.room == here and "delivery" in one.about]
        first, *later = letters
        assert first.thread == ""
        assert {one.thread for one in later} == {first.event}


async def test_a_thread_of_another_room_is_not_taken(chat: MatrixChat) -> None:
    matrix = chat.matrix
    elsewhere = replace(letter(matrix, "d1"), card="!other:example.org/$root")
    receipt = await matrix.adapter.deliver(elsewhere)
    await chat.inbox("joao")
    [seen] = [s for s in (await matrix.official("joao")).seen if s.event == event_of(receipt)]
    assert seen.thread == ""
