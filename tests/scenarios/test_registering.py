"""How somebody nobody knows comes to work with IMI, on every face."""

from __future__ import annotations

from tests.support.chats import Chat
from tests.support.faces import Stage

NORA = {
    "name": "Nora Vītola",
    "country": "latvia",
    "authority": "consumer rights",
    "areas": "1,2",
    "roles": "handler",
    "word": "I take over from Anna.",
    "agrees": "yes",
}
FIRST = "1"


async def apply(chat: Chat) -> str:
    said = await chat.fill("nora", "register", **NORA)
    await chat.settle()
    return said


async def test_a_stranger_asks_a_coordinator_decides_and_the_first_steps_are_shown(
    chat: Chat,
) -> None:
    assert "register" in await chat.say("nora", "what is this")
    assert "with your coordinator" in await apply(chat)
    [card] = await chat.inbox("ilze")
    assert "Nora Vītola" in card
    assert "I take over from Anna." in card
    assert await chat.inbox("anna") == []

    await chat.press("ilze", f"approve application {FIRST}")
    await chat.settle()
    [welcome] = await chat.inbox("nora")
    assert "Nora Vītola" in welcome
    assert "two minutes" in welcome
    assert "Patērētāju" in await chat.say("nora", "my authority")
    assert "Nora Vītola" in await chat.say("anna", "my authority")


async def test_of_two_coordinators_who_click_the_second_learns_who_was_first(chat: Chat) -> None:
    await apply(chat)
    await chat.inbox("ilze")
    await chat.inbox("juris")
    await chat.press("ilze", f"approve application {FIRST}")
    late = await chat.press("juris", f"approve application {FIRST}")
    assert "Ilze Bērziņa" in late
    await chat.settle()
    assert len(await chat.inbox("nora")) == 1


async def test_the_other_coordinators_hear_that_it_is_decided_and_their_cards_say_so(
    chat: Chat,
) -> None:
    await apply(chat)
    await chat.inbox("juris")
    await chat.inbox("ilze")
    await chat.fill("ilze", f"refuse application {FIRST}", reason="Jūs tur nestrādājat.")
    await chat.settle()
    [told] = await chat.inbox("juris")
    assert "Ilze Bērziņa" in told
    assert "Nora Vītola" in told
    assert "Ilze Bērziņa" in await chat.say("juris", f"approve application {FIRST}")
    assert await chat.inbox("ilze") == [], "who has decided knows"


async def test_every_card_says_who_decided_where_it_stands(chat: Chat) -> None:
    await apply(chat)
    for coordinator in ("ilze", "juris"):
        [card] = await chat.inbox(coordinator)
        assert "Gaida lēmumu" in card
    await chat.press("ilze", f"approve application {FIRST}")
    await chat.settle()
    for coordinator in ("ilze", "juris"):
        card = await chat.standing(coordinator)
        assert "Gaida lēmumu" not in card
        assert "Ilze Bērziņa" in card
        assert f"approve application {FIRST}" not in card


async def test_a_question_goes_to_the_stranger_and_the_answer_comes_back_after_a_restart(
    chat: Chat,
) -> None:
    await apply(chat)
    await chat.inbox("ilze")
    await chat.fill("ilze", f"ask applicant {FIRST}", question="Kurā nodaļā jūs strādājat?")
    await chat.settle()
    await chat.restart()
    [asked] = await chat.inbox("nora")
    assert "Kurā nodaļā" in asked
    await chat.fill("nora", "register", answer="In unit B2.")
    await chat.settle()
    answered = (await chat.inbox("ilze"))[-1]
    assert "In unit B2." in answered
    await chat.press("ilze", f"approve application {FIRST}")
    await chat.settle()
    assert "Nora" in (await chat.inbox("nora"))[-1]


async def test_a_refusal_gives_the_reason_and_names_nobody(chat: Chat) -> None:
    await apply(chat)
    await chat.fill("ilze", f"refuse application {FIRST}", reason="Jūs tur nestrādājat.")
    await chat.settle()
    [refused] = await chat.inbox("nora")
    assert "Jūs tur nestrādājat." in refused
    assert "Ilze" not in refused
    assert "my tasks" not in await chat.say("nora", "my tasks")


async def test_fewer_rights_than_asked_for_may_be_given(chat: Chat) -> None:
    await apply(chat)
    await chat.fill("ilze", f"approve in part {FIRST}", areas="1", roles="viewer")
    await chat.settle()
    [welcome] = await chat.inbox("nora")
    assert "reads" in welcome
    assert "handles requests" not in welcome


async def test_what_nobody_decides_on_is_put_before_the_next_coordinator(
    chat: Chat, stage: Stage
) -> None:
    """Nobody stands above these two here: what is done stays with them."""
    await apply(chat)
    await chat.inbox("ilze")
    stage.clock.moment = stage.at("2026-03-06", "Europe/Riga")
    await chat.settle()
    assert await chat.inbox("ilze") == []


async def test_somebody_else_cannot_tell_an_application_from_none(chat: Chat) -> None:
    await apply(chat)
    there = await chat.say("joao", f"application {FIRST}")
    assert there == await chat.say("joao", "application 99")
    assert "Nora" not in there


async def test_a_stranger_never_learns_who_works_there(chat: Chat) -> None:
    said = [await chat.say("nora", "hello"), await apply(chat), await chat.say("nora", "register")]
    for name in ("Anna", "Kalniņa", "Līga", "Ilze", "Bērziņa", "Juris"):
        assert all(name not in each for each in said)
