"""What is not clear is asked about and clarified, inside the same case and on every face."""

from __future__ import annotations

from tests.scenarios.test_exchange import REQUEST, accept
from tests.support.chats import Chat
from tests.support.faces import Stage

ANSWERED = {"answers.entitled": "3", "answers.certificate-genuine": "1", "ending": "send"}


SECOND = {"answers.certificate-genuine": "1"}


async def answered(chat: Chat) -> None:
    await accept(chat)
    await chat.fill("joao", f"answer {REQUEST}", **ANSWERED)
    await chat.settle()
    await chat.inbox("anna")
    await chat.inbox("joao")


async def test_a_clarification_is_asked_for_and_given_and_then_asked_for_again(chat: Chat) -> None:
    await answered(chat)
    assert REQUEST in await chat.say("anna", f"ask clarification {REQUEST} Kura apliecība ir īsta?")
    await chat.settle()
    [asked] = await chat.inbox("joao")
    assert "Kura apliecība ir īsta?" in asked
    assert REQUEST in asked

    await chat.say("joao", f"clarify {REQUEST} A de 2019.")
    await chat.settle()
    [clarified] = await chat.inbox("anna")
    assert "A de 2019." in clarified

    await chat.say("anna", f"ask clarification {REQUEST} Un otra?")
    await chat.settle()
    assert "Un otra?" in (await chat.inbox("joao"))[-1]
    for text in (*await chat.room("lisboa-team"), *await chat.room("riga-team")):
        assert "apliecība" not in text
        assert "2019" not in text


async def test_a_part_of_the_answers_is_read_before_the_rest_comes(chat: Chat) -> None:
    await accept(chat)
    await chat.inbox("anna")
    part = {"answers.entitled": "3", "answers.certificate-genuine": "", "ending": "part"}
    await chat.fill("joao", f"answer {REQUEST}", **part)
    await chat.settle()
    [first] = await chat.inbox("anna")
    assert "Atbildēts daļēji" in first
    assert "Nav zināms" in first

    await chat.fill("joao", f"answer {REQUEST}", **{**SECOND, "ending": "save"})
    assert "atbilde vēl nav nosūtīta" in await chat.say("anna", f"show {REQUEST}")
    await chat.say("joao", f"send {REQUEST}")
    await chat.settle()
    assert "Jā" in (await chat.inbox("anna"))[-1]


async def test_messages_go_both_ways_and_to_nobody_else(chat: Chat) -> None:
    await accept(chat)
    await chat.inbox("anna")
    await chat.room("lisboa-team")
    await chat.say("anna", f"message {REQUEST} Viņš dzimis 1980. gadā.")
    await chat.settle()
    [written] = await chat.inbox("joao")
    assert "Viņš dzimis 1980. gadā." in written
    await chat.say("marta", f"message {REQUEST} Obrigada.")
    await chat.settle()
    assert "Obrigada." in (await chat.inbox("anna"))[-1]
    assert "1980" in await chat.say("marta", f"show {REQUEST}")
    assert all("1980" not in text for text in await chat.room("lisboa-team"))
    assert "1980" not in await chat.say("tiago", f"show {REQUEST}")


async def test_what_is_closed_is_rated_with_one_press_and_opened_again_within_a_month(
    chat: Chat, stage: Stage
) -> None:
    await answered(chat)
    closed = await chat.say("anna", f"close {REQUEST}")
    assert "Par vēlu" in closed
    await chat.press("anna", f"rate {REQUEST} late useful")
    assert "Tarde demais" in await chat.say("joao", f"show {REQUEST}")
    await chat.settle()
    await chat.inbox("joao")

    assert REQUEST in await chat.say("anna", f"reopen {REQUEST}")
    await chat.settle()
    assert REQUEST in (await chat.inbox("joao"))[-1]
    await chat.say("anna", f"close {REQUEST} in-time useful")
    stage.clock.moment = stage.at("2026-05-20", "Europe/Riga")
    late = await chat.say("anna", f"reopen {REQUEST}")
    assert "30" in late


async def test_whoever_clarifies_second_is_told_who_was_first(chat: Chat) -> None:
    await answered(chat)
    await chat.say("anna", f"ask clarification {REQUEST} Kāpēc?")
    await chat.say("marta", f"clarify {REQUEST} Porque sim.")
    late = await chat.say("joao", f"clarify {REQUEST} Não sei.")
    assert "Marta Sousa" in late
    assert "Não sei." not in await chat.say("anna", f"show {REQUEST}")
