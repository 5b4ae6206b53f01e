"""A form: what is read from typed words, where it branches, what its answers make."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

import pytest

from chat.context import Context
from chat.fields import Answers, Choice, Day, Field, Option, ReferenceField, Text
from chat.form import ENDING, Branch, Form, InvalidForm, heard, heard_all, shown
from core.errors import UserError
from core.text import msg
from tests.support.casework import Casework
from tests.support.talking import Talking

LABEL = msg("What?")
COLOURS = (Option("red", msg("Red")), Option("blue", msg("Blue")))


@dataclass(frozen=True, slots=True)
class Made:
    colour: str
    shade: str | None = None
    ending: str | None = None
    more: dict[str, str] = field(default_factory=dict)


async def _shades(_ctx: Context, answers: Answers) -> Sequence[Field] | None:
    if answers["colour"] == "blue":
        return None if "sky" not in answers else (Text("more.depth", LABEL),)
    return (Text("shade", LABEL, required=False), Text("more.sort", LABEL, required=False))


FORM = Form(
    title=LABEL,
    fields=(Choice("colour", LABEL, COLOURS), Branch(("colour",), _shades)),
    into=Made,
)
DATED: Form[dict[str, object]] = Form(
    title=LABEL, fields=(ReferenceField(), Day("day", LABEL)), into=dict
)


@pytest.fixture
async def ctx(casework: Casework) -> Context:
    return await Talking(casework.world, "anna").context()


@pytest.mark.parametrize(
    ("said", "answers"),
    [
        ("", {}),
        ("   ", {}),
        ("lv 2026 42 30.11.2026", {"reference": "LV-2026-000042", "day": "30.11.2026"}),
        ("LV-2026-42", {"reference": "LV-2026-000042"}),
        ("LV-2026-42   30 November", {"reference": "LV-2026-000042", "day": "30 November"}),
        ("tomorrow", {"reference": "tomorrow"}),
    ],
)
def test_typed_words_are_taken_in_the_order_of_the_questions(
    said: str, answers: dict[str, str]
) -> None:
    assert DATED.typed(said) == answers


def test_words_are_typed_only_up_to_the_first_branch() -> None:
    assert FORM.typed("red dark old") == {"colour": "red dark old"}


async def test_a_form_is_complete_when_no_branch_waits(ctx: Context) -> None:
    nothing = await FORM.resolve(ctx, {})
    assert (nothing.complete, [f.name for f in nothing.fields]) == (False, ["colour"])
    red = await FORM.resolve(ctx, {"colour": "red"})
    assert (red.complete, [f.name for f in red.fields]) == (
        True,
        ["colour", "shade", "more.sort"],
    )
    blue = await FORM.resolve(ctx, {"colour": "blue"})
    assert not blue.complete


async def test_answers_become_values_and_those_with_a_dot_go_inside(ctx: Context) -> None:
    answers = {"colour": "red", "shade": "", "more.sort": "dark", ENDING: "send"}
    resolved = await FORM.resolve(ctx, answers)
    made = FORM.into(**resolved.values(answers))
    assert made == Made("red", None, "send", {"sort": "dark"})


async def test_a_skipped_answer_inside_is_not_there(ctx: Context) -> None:
    answers = {"colour": "red", "shade": "deep", "more.sort": ""}
    resolved = await FORM.resolve(ctx, answers)
    assert FORM.into(**resolved.values(answers)) == Made("red", "deep")


async def test_every_missing_answer_is_named(ctx: Context) -> None:
    resolved = await DATED.resolve(ctx, {})
    with pytest.raises(InvalidForm) as invalid:
        resolved.values({})
    assert set(invalid.value.problems) == {"reference", "day"}


async def test_an_answer_to_a_question_that_is_no_longer_asked_is_left_out(ctx: Context) -> None:
    answers = {"colour": "red", "more.depth": "far", "vanished": "x"}
    resolved = await FORM.resolve(ctx, answers)
    assert FORM.into(**resolved.values(answers)) == Made("red")


async def test_many_answers_at_once_are_kept_where_they_hold(ctx: Context) -> None:
    resolved = await DATED.resolve(ctx, {})
    good, wrong = await heard_all(
        resolved.fields, {"reference": "nonsense", "day": "30.11.2026", "other": "x"}, ctx
    )
    assert good == {"day": "2026-11-30"}
    assert set(wrong) == {"reference"}


async def test_an_empty_answer_skips_what_may_be_skipped_and_nothing_else(ctx: Context) -> None:
    fields = (Text("must", LABEL), Text("may", LABEL, required=False))
    good, wrong = await heard_all(fields, {"must": " ", "may": " "}, ctx)
    assert good == {"may": ""}
    assert set(wrong) == {"must"}


@pytest.mark.parametrize(
    "wanted", [Text("x", LABEL), Day("x", LABEL), ReferenceField(), Choice("x", LABEL, COLOURS)]
)
async def test_one_empty_answer_is_asked_for_plainly(ctx: Context, wanted: Field) -> None:
    with pytest.raises(UserError) as refused:
        await heard(wanted, "", ctx, {})
    assert "``" not in Talking.voice_of(ctx).text(refused.value.message)


async def test_a_skipped_answer_reads_as_none(ctx: Context) -> None:
    assert await shown(Text("x", LABEL), "", ctx, {}) == msg("no answer")


async def test_a_refusal_inside_a_branch_names_the_answer_it_rests_on(ctx: Context) -> None:
    async def refusing(_ctx: Context, _answers: Answers) -> Sequence[Field]:
        raise UserError(msg("That is gone."))

    form: Form[dict[str, object]] = Form(
        title=LABEL, fields=(Text("x", LABEL), Branch(("x",), refusing)), into=dict
    )
    with pytest.raises(UserError) as refused:
        await form.resolve(ctx, {"x": "y"})
    assert refused.value.field == "x"
