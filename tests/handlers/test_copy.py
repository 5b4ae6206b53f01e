"""Asking the same once more: nothing is asked that is known, nothing personal goes along unnoticed."""

from __future__ import annotations

from core.requests import Action, Reference, State
from tests.support.casework import SECRETS, Casework
from tests.support.talking import Talking

COPY = Reference("LV-2026-000002")


async def test_a_closed_request_is_asked_again_with_all_it_said(
    casework: Casework, anna: Talking
) -> None:
    name = await casework.answered()
    await casework.act("anna", name, Action.CLOSE)
    assert f"copy {name}" in (await anna.say(f"show {name}")).runs
    heard = await anna.say(f"copy {name}", "1, 2", "1", "+20", "1")
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
    await anna.say("+20", "2")
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
