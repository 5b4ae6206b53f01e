"""A question that may be left out, an answer that is empty, and a text that is too long."""

from __future__ import annotations

import pytest

from tests.support.casework import Casework
from tests.support.talking import Talking

HALF_A_REQUEST = ("turismo de portugal", "1", "services", "entitled, insured", "Rui", "gids")


@pytest.fixture
def anna(casework: Casework) -> Talking:
    return Talking(casework.world, "anna")


async def test_an_empty_answer_is_refused_and_says_what_may_be_left_out(anna: Talking) -> None:
    heard = await anna.say("new request", "")
    assert (heard.asked, "izlaist" in heard.problem) == ("answerer", False)
    assert heard.problem
    await anna.say(*HALF_A_REQUEST)
    heard = await anna.say("")
    assert (heard.asked, "izlaist" in heard.problem) == ("subject.town", True)


async def test_a_question_is_left_out_by_the_last_number(casework: Casework) -> None:
    joao, name = Talking(casework.world, "joao"), await casework.accepted()
    heard = await joao.say(f"answer {name}")
    first, number = heard.asked, heard.ask.skipped_by
    assert f"{number}. Saltar esta pergunta" in heard.text
    heard = await joao.say(str(number))
    assert (heard.ask.problem, heard.asked != first) == (None, True)


async def test_a_number_past_the_last_is_no_answer(casework: Casework) -> None:
    joao, name = Talking(casework.world, "joao"), await casework.accepted()
    heard = await joao.say(f"answer {name}")
    assert (await joao.say(str((heard.ask.skipped_by or 0) + 1))).problem


async def test_where_a_number_may_be_the_answer_none_leaves_it_out(anna: Talking) -> None:
    heard = await anna.say("new request", *HALF_A_REQUEST)
    assert (heard.asked, heard.ask.skipped_by) == ("subject.town", None)
    assert (await anna.say("1")).asked != "subject.town"
    dialogue = (await anna.talk()).dialogue
    assert dialogue is not None
    assert dialogue.answers["subject.town"] == "1"


@pytest.mark.parametrize(
    ("who", "told"),
    [
        ("anna", "Jūsu teksta garums"),
        ("joao", "O seu texto tem 50 000 carateres"),
        ("sean", "Your text has 50,000 characters"),
    ],
)
async def test_a_text_that_is_too_long_for_a_command_is_told_so(
    casework: Casework, who: str, told: str
) -> None:
    heard = await Talking(casework.world, who).say("palavra;" * 6250)
    assert told in heard.text.replace("\u00a0", " ").replace("\u202f", " ")
