"""Some questions go to another authority of the country that was asked; the answers come together again."""

from __future__ import annotations

from tests.scenarios.test_exchange import GUIDE, REQUEST, accept
from tests.support.chats import Chat

PART = f"{REQUEST}/1"
SPLIT = {
    "questions": "2",
    "to": "autoridade para as condições",
    "day": "",
    "text": "O certificado é vosso?",
    "ending": "split",
}
OWN = {"answers.entitled": "3", "ending": "save"}
THEIRS = {
    "answers.certificate-genuine": "2",
    "answers.certificate-problem": "O número não existe.",
    "ending": "send",
}


async def split(chat: Chat) -> str:
    await accept(chat)
    await chat.inbox("anna")
    said = await chat.fill("joao", f"split {REQUEST}", **SPLIT)
    await chat.settle()
    return said


async def test_a_part_is_answered_elsewhere_and_the_asker_gets_one_case(chat: Chat) -> None:
    assert PART in await split(chat)
    told = (await chat.inbox("anna"))[-1]
    assert REQUEST in told
    assert PART not in told
    [received] = await chat.inbox("tiago")
    assert PART in received
    assert "Rui Gonçalves" not in received

    accepted = await chat.press("tiago", f"accept {PART}")
    assert "Rui Gonçalves" in accepted
    assert "O certificado é vosso?" in accepted
    assert "Vai apliecība ir īsta?" not in accepted
    await chat.settle()
    assert PART in (await chat.inbox("joao"))[-1]

    await chat.fill("joao", f"answer {REQUEST}", **OWN)
    refused = await chat.say("joao", f"send {REQUEST}")
    assert "parte" in refused
    assert "Respondido" not in refused
    assert "daļa" in (await chat.say("anna", f"show {PART}")).lower()

    await chat.fill("tiago", "answer lv 2026 1 / 1", **THEIRS)
    await chat.settle()
    assert PART in (await chat.inbox("joao"))[-1]
    await chat.say("joao", f"send {REQUEST}")
    await chat.settle()
    answered = (await chat.inbox("anna"))[-1]
    assert "O número não existe." in answered

    course = await chat.say("anna", f"timeline {REQUEST}")
    assert PART in course
    await chat.say("anna", f"close {REQUEST}")
    await chat.settle()
    assert PART in (await chat.inbox("tiago"))[-1]
    assert "Encerrado" in await chat.say("tiago", f"show {PART}")


async def test_a_part_that_is_not_accepted_yet_is_taken_back(chat: Chat) -> None:
    await split(chat)
    await chat.inbox("tiago")
    taken = await chat.say("joao", f"take back {PART}")
    assert REQUEST in taken
    await chat.settle()
    assert PART in (await chat.inbox("tiago"))[-1]
    again = await chat.fill("joao", f"split {REQUEST}", **SPLIT)
    assert f"{REQUEST}/2" in again


async def test_withdrawing_the_whole_ends_the_part(chat: Chat) -> None:
    await split(chat)
    await chat.inbox("tiago")
    await chat.fill("anna", f"withdraw {REQUEST}", ending="withdraw")
    await chat.settle()
    assert PART in (await chat.inbox("tiago"))[-1]
    assert "Retirado" in await chat.say("tiago", f"show {PART}")


async def test_a_request_from_dublin_is_split_in_lisbon(chat: Chat) -> None:
    """Other languages: asked in English, answered in Portuguese by two authorities."""
    name = "IE-2026-000001"
    assert name in await chat.fill("sean", "new request", **{**GUIDE, "note": ""})
    await chat.say("joao", f"accept {name}")
    assert f"{name}/1" in await chat.fill("joao", f"split {name}", **{**SPLIT, "text": ""})
    await chat.settle()
    assert f"{name}/1" in (await chat.inbox("tiago"))[-1]
    assert "Irlanda" in await chat.say("tiago", f"accept {name}/1")
    await chat.fill("tiago", f"answer {name}/1", **THEIRS)
    await chat.fill("joao", f"answer {name}", **{**OWN, "ending": "send"})
    await chat.settle()
    answered = (await chat.inbox("sean"))[-1]
    assert "O número não existe. (Portuguese)" in answered


async def test_all_of_them_are_not_split_off_and_nothing_is_lost(chat: Chat) -> None:
    """Said at once, where they are chosen."""
    await accept(chat)
    said = await chat.fill("joao", f"split {REQUEST}", **{**SPLIT, "questions": "1,2"})
    assert f"reencaminhar {REQUEST}" in said
    await chat.say("joao", "cancel")
    shown = await chat.say("joao", f"show {REQUEST}")
    assert "Rui Gonçalves" in shown
    assert "/1" not in shown
