"""Forwarding, said in one line with the words one has."""

from __future__ import annotations

from core.requests import State
from tests.support.casework import Casework
from tests.support.talking import Talking


async def test_an_authority_typed_in_words_is_looked_up_at_once(
    casework: Casework, joao: Talking
) -> None:
    name = await casework.accepted()
    heard = await joao.say(f"forward {name} condições do trabalho")
    assert "1. Autoridade para as Condições do Trabalho" in heard.text
    await joao.say("1")
    assert (await casework.request(name)).state is State.AWAITING


async def test_one_that_may_not_have_it_is_explained_and_another_asked_for(
    casework: Casework, joao: Talking
) -> None:
    name = await casework.accepted()
    for typed, why in (
        ("patērētāju tiesību", "que pergunta"),
        ("turismo de portugal", "já está nesta"),
    ):
        heard = await joao.say(f"forward {name} {typed}")
        assert why in heard.problem
        assert heard.asked == "to"


async def test_words_after_a_request_that_is_not_there_are_no_answer_to_which_one(
    joao: Talking,
) -> None:
    heard = await joao.say("forward LV-2026-000099 condições do trabalho")
    assert "LV-2026-000099" in heard.problem
