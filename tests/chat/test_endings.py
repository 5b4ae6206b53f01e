"""An answer that ends its form at once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import pytest

from chat.context import Context
from chat.dialogue import Ask, Check, Dialogue, Filled, upcoming
from chat.fields import Answers, Choice, Field, Option, Text
from chat.form import ENDING, Branch, Form
from core.text import msg
from tests.support.casework import Casework
from tests.support.talking import Talking

LABEL = msg("What?")
LOOK = Choice(
    "look", LABEL, (Option("found", msg("Found it"), ends=True), Option("on", msg("Go on")))
)


@dataclass(frozen=True, slots=True)
class Made:
    ending: str
    look: str
    rest: str | None = None


async def _rest(_ctx: Context, _answers: Answers) -> Sequence[Field]:
    return (Text("rest", LABEL),)


FORM = Form(
    title=LABEL,
    fields=(LOOK, Branch(("look",), _rest)),
    into=Made,
    endings=(Option("send", LABEL),),
)


@pytest.fixture
async def ctx(casework: Casework) -> Context:
    return await Talking(casework.world, "anna").context()


async def test_nothing_is_asked_after_it_and_nothing_checked(ctx: Context) -> None:
    answers = {"look": "found"}
    assert isinstance(await upcoming(FORM, ctx, Dialogue("any", answers)), Filled)
    resolved = await FORM.resolve(ctx, answers)
    assert FORM.into(**resolved.values(answers)) == Made("found", "found")


async def test_an_answer_given_later_does_not_bring_the_rest_back(ctx: Context) -> None:
    answers = {"look": "found", "rest": "something", ENDING: "send"}
    resolved = await FORM.resolve(ctx, answers)
    assert FORM.into(**resolved.values(answers)) == Made("found", "found")


async def test_the_other_answers_lead_on_to_the_check(ctx: Context) -> None:
    turn = await upcoming(FORM, ctx, Dialogue("any", {"look": "on"}))
    assert isinstance(turn, Ask)
    assert turn.field.name == "rest"
    assert isinstance(
        await upcoming(FORM, ctx, Dialogue("any", {"look": "on", "rest": "x"})), Check
    )
