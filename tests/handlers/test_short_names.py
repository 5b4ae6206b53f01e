"""A part is found however its name is typed or dictated, in every language; and only by who may know of it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from core.requests import Action, QuestionId, Reference
from tests.support.casework import ENTITLED, INSURED, SPLIT, WISHED, Casework
from tests.support.talking import Talking

REGISTERED = QuestionId("registered")
SAID = (
    "LV-2026-000001/1",
    "lv 2026 1.1",
    "LV-2026-000001, part 1",
    "LV-2026-000001 (1. daļa)",
    "LV-2026-000001 parte 1",
    "part 1 of LV-2026-000001",
    "parte 1 do LV-2026-000001",
    "1. daļa no LV-2026-000001",
    "1/1",
    "1.1",
    "000001/1",
    "#1/1",
    "part 1",
    "Part one",
    "1. daļa",
    "1.daļa",
    "pirmā daļa",
    "parte 1",
    "1.ª parte",
    "primeira parte",
    "a primeira parte",
    "part 1 of 1",
    "1, 1. daļa",
)


@pytest.fixture
def tiago(casework: Casework) -> Talking:
    """Answers the part."""
    return Talking(casework.world, "tiago")


async def test_a_part_is_found_by_every_name_of_it(casework: Casework, tiago: Talking) -> None:
    _name, part = await casework.split()
    for said in SAID:
        for typed in (said, f"show {said}", f"mostrar {said}", f"rādīt {said}"):
            assert f"{part}:" in (await tiago.say(typed)).text, typed
        assert (await tiago.say("timeline")).asked == "reference"
        assert f"{part}:" in (await tiago.say(said)).text, said


async def test_more_may_stand_behind_the_name(casework: Casework, tiago: Talking) -> None:
    _name, part = await casework.split()
    assert (await tiago.say("propose date 1.1 17.03.2026")).runs
    request = await casework.request(part)
    assert request.proposal is not None
    assert request.proposal.day == date(2026, 3, 17)


async def test_who_asked_the_whole_is_shown_the_whole(casework: Casework, anna: Talking) -> None:
    _name, part = await casework.split()
    shown = (await anna.say("1. daļa")).text
    assert part in shown
    assert "LV-2026-000001:" in shown


async def test_of_several_the_whole_name_is_wanted(casework: Casework, joao: Talking) -> None:
    name = await casework.accepted()
    for question in (ENTITLED, INSURED):
        given = replace(SPLIT, questions=(question,))
        other = await casework.accepted()
        await casework.act("joao", other, Action.SPLIT, given)
    assert name
    said = (await joao.say("parte 1")).problem
    assert "LV-2026-000002/1" in said
    assert "LV-2026-000003/1" in said
    assert "LV-2026-000003/1:" in (await joao.say("3/1")).text


async def test_somebody_else_finds_nothing(casework: Casework) -> None:
    await casework.split()
    for stranger in ("sean", "nobody"):
        talking = Talking(casework.world, stranger)
        for said in ("1/1", "part 1", "show 1.1", "show LV-2026-000001, part 1"):
            shown = (await talking.say(said)).text
            assert "LV-2026-000001:" not in shown
            assert "Turismo" not in shown


async def test_a_number_alone_is_a_place_in_a_list(casework: Casework, joao: Talking) -> None:
    """Whoever means the first choice must not accept the first request of the year."""
    await casework.asked(wished=WISHED)
    assert (await joao.say("accept 1")).problem or (await joao.say("accept 1")).asked
    assert (await casework.request(Reference("LV-2026-000001"))).accepted is None


async def test_an_answer_that_looks_like_a_name_stays_an_answer(
    casework: Casework, tiago: Talking
) -> None:
    _name, part = await casework.split()
    await casework.act("tiago", part, Action.ACCEPT)
    assert (await tiago.say(f"message {part}")).asked == "text"
    await tiago.say("1/1", "saltar")
    [written] = (await casework.request(part)).written
    assert written.text.text == "1/1"
