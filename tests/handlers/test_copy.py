"""Asking the same once more: nothing is asked that is known, nothing personal goes along unnoticed."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from core.requests import Action, QuestionId, Reference, State
from tests.support.casework import ENTITLED, SECRETS, SINCE, Casework
from tests.support.shelves import GUIDES, furnish, spared
from tests.support.talking import Talking

COPY = Reference("LV-2026-000002")


async def test_a_closed_request_is_asked_again_with_all_it_said(
    casework: Casework, anna: Talking
) -> None:
    name = await casework.answered()
    await casework.act("anna", name, Action.CLOSE)
    assert f"copy {name}" in (await anna.say(f"show {name}")).runs
    heard = await anna.say(f"copy {name}", "1, 2", "1", "+21", "1")
    assert not heard.problem
    before, after = await casework.request(name), await casework.request(COPY)
    assert after.state is State.AWAITING
    assert (after.questions, after.subject, after.note) == (
        before.questions,
        before.subject,
        before.note,
    )
    assert (after.answers, after.attachments) == ({}, ())


async def test_what_is_not_taken_over_is_asked_for(casework: Casework, anna: Talking) -> None:
    name = await casework.asked()
    first = await anna.say(f"copy {name}", "izlaist", "1")
    assert first.asked == "subject.name"
    assert SECRETS[0] not in first.text


async def test_another_authority_can_be_asked_the_same(casework: Casework, anna: Talking) -> None:
    name = await casework.asked()
    heard = await anna.say(
        f"copy {name}", "1", "2", "autoridade para as condições do trabalho", "1"
    )
    assert not heard.problem
    await anna.say("+21", "2")
    stored = await casework.request(COPY)
    assert (stored.answerer, stored.state) == ("pt-act", State.DRAFT)


async def test_the_request_of_another_authority_is_not_copied(
    casework: Casework, joao: Talking
) -> None:
    name = await casework.accepted()
    heard = await joao.say(f"copy {name}")
    assert name in heard.problem
    assert "própria autoridade" in heard.problem


async def test_an_unknown_request_is_not_copied(anna: Talking) -> None:
    assert "LV-2026-000099" in (await anna.say("copy LV-2026-000099")).problem


async def test_an_authority_that_has_left_the_area_is_not_offered_again(
    casework: Casework, anna: Talking
) -> None:
    name = await casework.asked()
    await casework.put_authority("pt-turismo", areas=frozenset())
    heard = await anna.say(f"copy {name}", "1")
    assert heard.asked == "answerer"
    await anna.say("condições do trabalho", "1", "+21", "2")
    assert (await casework.request(COPY)).answerer == "pt-act"


async def test_questions_that_are_no_longer_asked_are_chosen_anew(
    casework: Casework, anna: Talking
) -> None:
    name = await casework.asked()
    await casework.rewritten(name, questions=(QuestionId("gone"),))
    heard = await anna.say(f"copy {name}")
    assert heard.asked == "questions"
    assert "vairs neuzdod" in heard.text
    await anna.say("2", "1", "1", "+21", "2")
    assert (await casework.request(COPY)).questions == (ENTITLED, SINCE)


async def test_what_was_not_asked_before_is_asked_for_though_the_rest_is_taken_over(
    casework: Casework, anna: Talking
) -> None:
    name = await casework.asked()
    await casework.rewritten(name, subject={"service": "gids"})
    heard = await anna.say(f"copy {name}", "1", "1")
    assert heard.asked == "subject.name"
    await anna.say("Rui", "+21", "2")
    assert (await casework.request(COPY)).subject == {"name": "Rui", "service": "gids"}


async def test_a_day_on_which_they_are_closed_is_said_in_time(
    casework: Casework, anna: Talking
) -> None:
    name = await casework.asked()
    heard = await anna.say(f"copy {name}", "1", "1", "25.04.2026")
    assert "slēgta" in heard.text
    assert "27.04.2026" in heard.text
    await anna.say("1", "1")
    assert (await casework.request(COPY)).wished == date(2026, 4, 27)


async def test_whoever_finds_the_answer_in_a_register_copies_nothing(
    casework: Casework, anna: Talking
) -> None:
    name = await casework.asked(subject={"name": "Rui", "service": "gids"})
    await furnish(casework.world)
    heard = await anna.say(f"copy {name}", "1", "1")
    assert heard.asked == "look"
    assert GUIDES.url in heard.text
    assert "nosūtīts" in (await anna.say("1")).text
    assert COPY in (await anna.say(f"show {COPY}")).problem
    assert (await anna.talk()).dialogue is None
    assert await spared(casework.world, casework.world.person("anna")) == 1


async def test_whoever_asks_all_the_same_goes_on_with_the_copy(
    casework: Casework, anna: Talking
) -> None:
    name = await casework.asked(subject={"name": "Rui", "service": "gids"})
    await furnish(casework.world)
    await anna.say(f"copy {name}", "1", "1", "later")
    assert (await anna.say("continue")).asked == "look"
    await anna.say("2", "+21", "1")
    assert (await casework.request(COPY)).subject == {"name": "Rui", "service": "gids"}
    assert await spared(casework.world, casework.world.person("anna")) == 0


async def test_the_registers_shown_are_about_what_is_said_anew(
    casework: Casework, anna: Talking
) -> None:
    name = await casework.asked(subject={"name": "Rui", "service": "gids"})
    await furnish(casework.world)
    heard = await anna.say(f"copy {name}", "skip", "1", "Rui", "frizieris", "skip", "skip")
    assert heard.asked == "day"


async def test_the_registers_shown_are_of_the_country_that_is_asked_now(
    casework: Casework, anna: Talking
) -> None:
    name = await casework.asked(subject={"name": "Rui", "service": "gids"})
    irish = replace(GUIDES, id="ie-guides", country="IE", url="https://guides.example.ie")
    await furnish(casework.world, GUIDES, irish)
    await casework.put_authority("pt-act", country="IE")
    heard = await anna.say(f"copy {name}", "1", "2", "condições do trabalho", "1")
    assert heard.asked == "look"
    assert irish.url in heard.text
    assert GUIDES.url not in heard.text
