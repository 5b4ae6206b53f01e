"""What officials do with each other, written once, played on every face."""

from __future__ import annotations

from dataclasses import replace

from core.requests import Reference, Request
from tests.support import scene
from tests.support.chats import Chat
from tests.support.faces import Stage

GUIDE = {
    "answerer": "turismo de portugal",
    "area": "1",
    "questions": "2,5",
    "subject.full-name": "Rui Gonçalves",
    "subject.profession": "tūristu gids",
    "subject.work": "",
    "subject.birth-date": "",
    "subject.document-number": "",
    "note": "Vai apliecība ir īsta?",
    "attachments": "",
    "day": "2026-03-23",
    "ending": "send",
}
REQUEST = "LV-2026-000001"


async def ask(chat: Chat) -> None:
    """As the guide does, which is played on every face below."""
    assert await scene.asked(chat.world) == REQUEST
    await chat.settle()


async def accept(chat: Chat) -> None:
    await ask(chat)
    await chat.inbox("joao")
    await scene.accepted_by_joao(chat.world, Reference(REQUEST))
    await chat.settle()


async def stored(chat: Chat, name: str) -> Request:
    async with chat.world.assistant.services.works.reading() as work:
        found = await work.requests.get(Reference(name))
    assert found is not None
    return found


async def test_a_doubt_in_riga_is_answered_from_lisbon(chat: Chat) -> None:
    assert REQUEST in await chat.fill("anna", "new request", **GUIDE)
    await chat.settle()
    [received] = await chat.inbox("joao")
    assert REQUEST in received
    assert "pessoa" in received
    assert "Rui Gonçalves" not in received
    assert "apliecība" not in received

    accepted = await chat.press("joao", f"accept {REQUEST}")
    assert "Rui Gonçalves" in accepted
    await chat.settle()
    assert REQUEST in (await chat.inbox("anna"))[-1]

    given = {
        "answers.entitled": "1",
        "answers.entitled-since": "2020-03-01",
        "answers.certificate-genuine": "2",
        "answers.certificate-problem": "O número não existe.",
        "ending": "send",
    }
    await chat.fill("joao", f"answer {REQUEST}", **given)
    await chat.settle()
    answered = (await chat.inbox("anna"))[-1]
    assert "Jā" in answered
    assert "O número não existe." in answered

    assert REQUEST in await chat.press("anna", f"close {REQUEST}")
    await chat.settle()
    assert REQUEST in (await chat.inbox("joao"))[-1]


async def test_other_scenarios_begin_with_what_is_made_and_accepted_in_words(
    terminal: Chat,
) -> None:
    await terminal.fill("anna", "new request", **GUIDE)
    await terminal.say("joao", f"accept {REQUEST}")
    said = await stored(terminal, REQUEST)
    name = await scene.asked(terminal.world)
    await scene.accepted_by_joao(terminal.world, name)
    assert replace(await stored(terminal, name), id=said.id, reference=said.reference) == said


async def test_the_teams_rooms_learn_the_dates_and_nothing_personal(chat: Chat) -> None:
    await accept(chat)
    lisbon, riga = await chat.room("lisboa-team"), await chat.room("riga-team")
    assert any(REQUEST in text for text in lisbon)
    assert any(REQUEST in text for text in riga)
    for text in (*lisbon, *riga):
        assert "Rui" not in text
        assert "apliecība" not in text


async def test_another_date_is_proposed_and_agreed(chat: Chat) -> None:
    await ask(chat)
    await chat.inbox("joao")
    await chat.say("joao", f"propose date {REQUEST} 2026-03-27")
    await chat.settle()
    assert "27" in (await chat.inbox("anna"))[-1]

    await chat.press("anna", f"agree {REQUEST} 2026-03-27")
    await chat.settle()
    agreed = (await chat.inbox("joao"))[-1]
    assert "27" in agreed
    assert "Rui Gonçalves" in agreed


async def test_a_withdrawn_request_explains_itself_to_a_late_click(chat: Chat) -> None:
    await ask(chat)
    await chat.fill("anna", f"withdraw {REQUEST}", ending="withdraw")
    await chat.settle()

    late = await chat.say("joao", f"accept {REQUEST}")
    assert REQUEST in late
    assert "Rui Gonçalves" not in late


async def test_of_two_colleagues_the_second_is_told_who_was_first(chat: Chat) -> None:
    await accept(chat)
    assert "João Ferreira" in await chat.say("marta", f"accept {REQUEST}")


async def test_another_authority_cannot_tell_the_request_from_none(chat: Chat) -> None:
    await accept(chat)
    there = await chat.say("tiago", f"show {REQUEST}")
    nowhere = await chat.say("tiago", "show LV-2026-000099")
    assert there.replace(REQUEST, "") == nowhere.replace("LV-2026-000099", "")


async def test_nobody_misses_the_date(chat: Chat, stage: Stage) -> None:
    await accept(chat)
    await chat.inbox("joao")
    stage.clock.moment = stage.at("2026-03-20", "Europe/Lisbon")
    await chat.settle()
    reminded = await chat.inbox("joao")
    assert len(reminded) == 1
    assert REQUEST in reminded[0]

    stage.clock.moment = stage.at("2026-03-24", "Europe/Lisbon")
    await chat.settle()
    assert any(REQUEST in text for text in await chat.inbox("joao"))
    assert any(REQUEST in text for text in await chat.inbox("anna"))


async def test_answering_stops_the_reminders(chat: Chat, stage: Stage) -> None:
    await accept(chat)
    given = {"answers.entitled": "3", "answers.certificate-genuine": "1", "ending": "send"}
    await chat.fill("joao", f"answer {REQUEST}", **given)
    await chat.settle()
    await chat.inbox("joao")
    stage.clock.moment = stage.at("2026-03-24", "Europe/Lisbon")
    await chat.settle()
    assert await chat.inbox("joao") == []


async def test_a_form_survives_a_restart_in_the_middle(chat: Chat) -> None:
    first = await chat.say("anna", "find authority")
    await chat.restart()
    assert first
    assert "Turismo de Portugal" in await chat.say("anna", "turismo portugal")


async def test_typing_errors_are_understood_or_asked_about(chat: Chat) -> None:
    assert await chat.say("anna", "mani uzdvumi") != await chat.say("anna", "palīdzība")
    unsure = await chat.say("joao", f"acept {REQUEST}")
    assert "Rui" not in unsure
    assert unsure


async def test_days_that_cannot_be_are_explained_and_nothing_is_lost(chat: Chat) -> None:
    await ask(chat)
    for day in ("31.02.2026", "2026-01-05", "whenever"):
        assert await chat.say("joao", f"accept {REQUEST} {day}")
        await chat.say("joao", "cancel")
    assert "Rui Gonçalves" in await chat.say("joao", f"accept {REQUEST}")


async def test_what_is_asked_in_a_room_is_answered_in_private(chat: Chat) -> None:
    await accept(chat)
    await chat.room("lisboa-team")
    assert REQUEST in await chat.say_in_room("joao", "lisboa-team", f"show {REQUEST}")
    assert all("Rui" not in text for text in await chat.room("lisboa-team"))


async def test_what_is_for_the_whole_room_is_answered_there(chat: Chat) -> None:
    await accept(chat)
    await chat.room("lisboa-team")
    assert REQUEST not in await chat.say_in_room("joao", "lisboa-team", "room requests")
    [told] = await chat.room("lisboa-team")
    assert REQUEST in told
    assert "Rui" not in told


async def test_a_stranger_learns_what_this_is_and_how_to_be_registered(chat: Chat) -> None:
    said = await chat.say("nobody", "my tasks")
    assert "IMI" in said
    assert REQUEST not in said


async def test_a_colleague_found_by_a_part_of_the_name_becomes_the_deputy(chat: Chat) -> None:
    assert "Marta Sousa" in await chat.fill("joao", "deputy", deputy="sosa")
    assert "Marta Sousa" in await chat.say("joao", "my authority")
    assert "Marta Sousa" not in await chat.say("anna", "my authority")
