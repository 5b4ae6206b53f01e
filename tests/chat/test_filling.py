"""A form asked question by question: the ways back, out and on, and what an answer drags with it."""

from __future__ import annotations

from dataclasses import replace

import pytest

from core.people import AreaId, AuthorityId, Membership, Person, Role
from core.requests import Action
from tests.support.casework import Casework
from tests.support.talking import Heard, Talking
from tests.support.world import AREAS, AUTHORITIES

# In the order of the questions: authority found and chosen, area, questions, five fields, note, file, day.
SERVICES = ("turismo de portugal", "1", "services", "entitled, insured", "Rui", "gids")
REST = ("skip", "skip", "skip", "skip", "2026-03-23")


@pytest.fixture
def anna(casework: Casework) -> Talking:
    return Talking(casework.world, "anna")


@pytest.fixture
def joao(casework: Casework) -> Talking:
    return Talking(casework.world, "joao")


async def half_a_request(anna: Talking) -> Heard:
    return await anna.say("new request", *SERVICES)


async def a_whole_request(anna: Talking) -> Heard:
    return await anna.say("new request", *SERVICES, *REST)


async def test_a_form_ends_with_its_answers_to_be_checked(anna: Talking) -> None:
    check = (await a_whole_request(anna)).check
    assert [ending.value for ending in check.endings] == ["send", "draft"]
    answers = [anna.world.voice("anna").text(item.answer) for item in check.items]
    assert "Rui" in answers


async def test_every_question_has_its_place_once_the_way_is_known(anna: Talking) -> None:
    ask = (await half_a_request(anna)).ask
    assert (ask.position, ask.total) == (6, 10)


async def test_back_goes_to_the_question_before_with_its_answer(anna: Talking) -> None:
    await half_a_request(anna)
    heard = await anna.say("back")
    assert (heard.asked, heard.ask.current is None) == ("subject.service", False)
    assert "gids" in heard.text
    assert (await anna.say("back")).asked == "subject.name"


async def test_yes_takes_the_only_hit_of_a_search_but_none_of_several(joao: Talking) -> None:
    assert (await joao.say("substituto", "marta")).asked == "deputy"
    assert "Marta Sousa" in (await joao.say("sim")).text
    assert (await joao.say("new request", "latvia")).asked == "answerer"
    several = await joao.say("sim")
    assert several.asked == "answerer"


async def test_back_at_the_first_question_stays_there(anna: Talking) -> None:
    assert (await anna.say("new request", "back", "back")).asked == "answerer"


async def test_keep_leaves_the_answer_and_goes_on(anna: Talking) -> None:
    await half_a_request(anna)
    assert (await anna.say("back", "keep")).asked == "subject.town"
    assert (await anna.talk()).dialogue is not None
    dialogue = (await anna.talk()).dialogue
    assert dialogue is not None
    assert dialogue.answers["subject.service"] == "gids"


async def test_skip_is_refused_where_an_answer_is_needed(anna: Talking) -> None:
    heard = await anna.say("new request", "skip")
    assert heard.asked == "answerer"
    assert heard.problem


async def test_cancel_ends_the_form_and_nothing_is_sent(anna: Talking) -> None:
    heard = await half_a_request(anna)
    heard = await anna.say("cancel")
    assert heard.reply.parts
    assert (await anna.talk()).is_empty
    assert await anna.world.assistant.services.exchange.listed(anna.world.person("anna")) == []


async def test_later_puts_the_form_aside_and_continue_brings_it_back(anna: Talking) -> None:
    asked = await half_a_request(anna)
    assert (await anna.say("later")).runs == ("continue",)
    assert (await anna.say("continue")).asked == asked.asked


async def test_help_explains_the_question_and_asks_it_again(anna: Talking) -> None:
    asked = await half_a_request(anna)
    for word in ("help", "?", "palīdzība"):
        heard = await anna.say(word)
        assert heard.asked == asked.asked
        assert "pa vienam" not in heard.problem
        assert "Tas pasaka, par ko" in heard.problem, "why it is asked"
        assert "Rakstiet vienā rindā" in heard.problem, "what a good answer looks like"
        assert "pirms kaut kas notiek" in heard.problem, "what comes next"
        assert "atpakaļ" in heard.problem, "the ways"


async def test_help_explains_the_check_too(anna: Talking) -> None:
    await a_whole_request(anna)
    heard = await anna.say("help")
    assert "Vēl nekas nav noticis" in heard.problem
    assert "Nosūtīt" in heard.problem
    assert heard.check.endings


async def test_the_ways_out_work_in_any_language_and_with_the_command_character(
    anna: Talking,
) -> None:
    for word in ("cancel", "atcelt", "cancelar", "CANCEL"):
        for explicit in (False, True):
            await anna.say("new request")
            assert (await anna.say(word, explicit=explicit)).reply.parts
            assert (await anna.talk()).dialogue is None, word


async def test_an_answer_is_changed_from_the_check_and_the_others_stay(anna: Talking) -> None:
    check = (await a_whole_request(anna)).check
    names = [item.field.name for item in check.items]
    number = len(check.endings) + names.index("subject.name") + 1
    assert (await anna.say(str(number))).asked == "subject.name"
    check = (await anna.say("João Guia")).check
    assert "João Guia" in [anna.world.voice("anna").text(item.answer) for item in check.items]


@pytest.mark.parametrize("said", ["0", "99", "maybe", "9" * 5_000, ""])
async def test_at_the_check_anything_else_is_answered_with_what_can_be_written(
    anna: Talking, said: str
) -> None:
    await a_whole_request(anna)
    heard = await anna.say(said)
    assert heard.check.problem is not None


async def test_when_the_area_changes_its_own_questions_are_asked_again(anna: Talking) -> None:
    check = (await a_whole_request(anna)).check
    names = [item.field.name for item in check.items]
    await anna.say(str(len(check.endings) + names.index("area") + 1))
    heard = await anna.say("professional-qualifications")
    assert heard.asked == "questions"
    heard = await anna.say("1", "Rui Guia", "guide", "skip", "skip", "skip")
    shown = [(i.field.name, anna.world.voice("anna").text(i.answer)) for i in heard.check.items]
    assert ("subject.full-name", "Rui Guia") in shown
    assert not [name for name, _text in shown if name in ("subject.name", "subject.service")]


async def test_the_same_area_again_leaves_everything_as_it_is(anna: Talking) -> None:
    check = (await a_whole_request(anna)).check
    names = [item.field.name for item in check.items]
    await anna.say(str(len(check.endings) + names.index("area") + 1))
    assert (await anna.say("services")).check.items


async def test_another_authority_of_the_same_areas_keeps_the_answers(anna: Talking) -> None:
    check = (await a_whole_request(anna)).check
    await anna.say(str(len(check.endings) + 1))
    heard = await anna.say("condições do trabalho", "1")
    while not hasattr(heard.turn, "endings"):
        assert heard.asked == "day", "only the usual day may be asked for again"
        heard = await anna.say("2026-03-23")
    assert "Rui" in [anna.world.voice("anna").text(item.answer) for item in heard.check.items]


async def test_a_follow_up_goes_with_the_answer_it_hung_on(
    casework: Casework, joao: Talking
) -> None:
    name = await casework.accepted()
    check = (await joao.say(f"answer {name}", "yes", "2020-03-01", "no")).check
    names = [item.field.name for item in check.items]
    assert "answers.entitled-since" in names
    await joao.say(str(len(check.endings) + names.index("answers.entitled") + 1))
    check = (await joao.say("unknown")).check
    assert "answers.entitled-since" not in [item.field.name for item in check.items]
    await joao.say("1")
    stored = await casework.request(name)
    assert set(stored.answers) == {"entitled", "insured"}
    assert stored.answered is not None


async def test_answers_to_one_request_are_never_given_to_another(
    casework: Casework, joao: Talking
) -> None:
    first, second = await casework.accepted(), await casework.accepted()
    await joao.say(f"answer {first}", "no", "yes")
    await joao.say("back", "back", "back")
    heard = await joao.say(second)
    assert heard.asked == "answers.entitled"
    assert heard.ask.current is None


async def test_an_unknown_reference_is_asked_for_again(joao: Talking) -> None:
    heard = await joao.say("answer", "LV-2026-000099")
    assert heard.asked == "reference"
    assert "LV-2026-000099" in heard.problem
    assert (await joao.say("cancel")).reply.parts


async def test_an_authority_that_has_vanished_is_asked_for_again_and_nothing_is_lost(
    casework: Casework, anna: Talking
) -> None:
    await a_whole_request(anna)
    await _move(casework, "pt-turismo", country="LV")
    heard = await anna.say("send")
    assert heard.asked == "answerer"
    assert heard.problem
    heard = await anna.say("condições do trabalho", "1")
    if hasattr(heard.turn, "field"):
        heard = await anna.say("2026-03-23")
    assert "Rui" in [anna.world.voice("anna").text(item.answer) for item in heard.check.items]


async def test_an_authority_where_nobody_would_receive_it_is_shown_and_not_taken(
    casework: Casework, anna: Talking
) -> None:
    empty = replace(next(a for a in AUTHORITIES if a.id == "ie-ccpc"), id=AuthorityId("ie-other"))
    async with casework.world.assistant.services.works.writing() as work:
        await work.authorities.put([empty])
        await work.commit()
    heard = await anna.say("new request", "competition and consumer")
    [number] = [n for n, o in enumerate(heard.ask.options, 1) if o.value == "ie-other"]
    assert heard.ask.options[number - 1].hint is not None
    heard = await anna.say(str(number))
    assert heard.asked == "answerer"
    assert "Competition and Consumer" in heard.problem
    assert (await anna.press("new request ie-other")).problem


async def test_when_no_area_is_left_the_authority_is_asked_for_again(
    casework: Casework, anna: Talking
) -> None:
    await half_a_request(anna)
    await casework.put(_with_areas(casework, "posting-of-workers"))
    heard = await anna.say("Lisboa")
    assert heard.asked == "answerer"
    assert heard.problem
    assert (await anna.say("cancel")).reply.parts


async def test_who_lost_the_right_in_the_middle_can_still_stop(
    casework: Casework, joao: Talking
) -> None:
    name = await casework.accepted()
    await joao.say(f"answer {name}", "no")
    await casework.put(replace(casework.world.person("joao"), memberships=()))
    assert (await joao.say("no")).problem
    assert (await joao.say("cancel")).reply.parts
    assert (await joao.talk()).is_empty


async def test_who_has_left_sees_nothing_of_the_form_any_more(
    casework: Casework, anna: Talking
) -> None:
    await half_a_request(anna)
    await casework.put(replace(casework.world.person("anna"), active=False))
    for word in ("back", "Lisboa", "continue", "my tasks", "later"):
        heard = await anna.say(word)
        assert "Rui" not in heard.text
        assert "anna" in heard.text, "who is not known is told how to be registered"


async def test_a_request_withdrawn_meanwhile_is_told_at_the_next_answer(
    casework: Casework, joao: Talking
) -> None:
    name = await casework.accepted()
    await joao.say(f"answer {name}", "no")
    await casework.act("anna", name, Action.WITHDRAW)
    heard = await joao.say("no")
    assert name in heard.problem


async def test_the_answer_to_a_search_may_be_fifty_thousand_letters(anna: Talking) -> None:
    assert (await anna.say("new request", "lisboa " * 7_000)).asked == "answerer"
    assert (await anna.say("9" * 50_000)).asked == "answerer"


async def test_nothing_typed_is_lost_when_the_end_refuses(anna: Talking) -> None:
    await a_whole_request(anna)
    anna.world.clock.forward(days=40)
    heard = await anna.say("send")
    assert heard.asked == "day"
    assert heard.problem
    check = (await anna.say("+13")).check
    assert "Rui" in [anna.world.voice("anna").text(item.answer) for item in check.items]


async def _move(casework: Casework, id: str, country: str) -> None:
    moved = next(a for a in AUTHORITIES if a.id == id)
    async with casework.world.assistant.services.works.writing() as work:
        await work.authorities.put([replace(moved, country=country)])
        await work.commit()


def _with_areas(casework: Casework, *areas: str) -> Person:
    anna = casework.world.person("anna")
    held = tuple(
        Membership(AuthorityId("lv-ptac"), AreaId(area), frozenset({Role.HANDLER}))
        for area in areas
    )
    assert not set(areas) & AREAS
    return replace(anna, memberships=held)
