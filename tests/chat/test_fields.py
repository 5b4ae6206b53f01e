"""Each kind of question: what counts as an answer, and what is said when it does not."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.i18n import Languages, Voice
from chat.ear import Hearing
from chat.fields import (
    Choice,
    Choices,
    Day,
    Field,
    File,
    Option,
    ReferenceField,
    Search,
    Text,
    yes_no,
)
from core.errors import UserError
from core.text import msg
from tests.chat.hostile import LONG, every_hostile_text, texts

LABEL = msg("What?")
OPTIONS = (
    Option("yes", msg("Yes")),
    Option("no", msg("No")),
    Option("three-years", msg("Three years")),
    Option("level-1-2", msg("Levels 1-2")),
)
VOICE = Voice("en", "UTC")
HASH = "ab" * 32


async def _no_hits(*_args: object) -> list[Option]:
    return []


async def _no_pick(*_args: object) -> None:
    return None


FIELDS: dict[str, Field] = {
    "text": Text("x", LABEL),
    "long text": Text("x", LABEL, multiline=True, max_length=4_000),
    "reference": ReferenceField(),
    "choice": Choice("x", LABEL, OPTIONS),
    "choices": Choices("x", LABEL, OPTIONS),
    "yes or no": yes_no("x", LABEL),
    "day": Day("x", LABEL),
    "file": File("x", LABEL),
    "search": Search("x", LABEL, _no_hits, _no_pick),
}
TYPED = {
    "text": "Rui",
    "long text": "One\ntwo",
    "reference": "lv 2026 42",
    "choice": "2",
    "choices": "3, yes",
    "yes or no": "YES",
    "day": "30.11.2026",
    "file": HASH,
    "search": "Lisboa",
}
READ = {
    "text": "Rui",
    "long text": "One\ntwo",
    "reference": "LV-2026-000042",
    "choice": "no",
    "choices": ("yes", "three-years"),
    "yes or no": "yes",
    "day": date(2026, 11, 30),
    "file": (HASH,),
    "search": "Lisboa",
}
each_kind = pytest.mark.parametrize("kind", FIELDS)


def refusal(field: Field, said: str, hearing: Hearing) -> str:
    with pytest.raises(UserError) as refused:
        field.hear(said, hearing)
    return VOICE.text(refused.value.message)


@each_kind
def test_a_good_answer_gets_its_type(kind: str, hearing: Hearing) -> None:
    field = FIELDS[kind]
    assert field.value(field.hear(TYPED[kind], hearing)) == READ[kind]


@each_kind
def test_what_is_stored_is_heard_again_as_itself(kind: str, hearing: Hearing) -> None:
    """A form filled in on a sheet, and one read back after a restart, hand the stored form in again."""
    field = FIELDS[kind]
    stored = field.hear(TYPED[kind], hearing)
    assert field.hear(stored, hearing) == stored
    assert VOICE.text(field.show(stored))


@each_kind
@every_hostile_text
@given(said=texts)
def test_any_text_is_either_an_answer_or_a_short_sentence(
    kind: str, hearing: Hearing, said: str
) -> None:
    field = FIELDS[kind]
    try:
        stored = field.hear(said, hearing)
    except UserError as refused:
        shown = VOICE.text(refused.message)
    else:
        field.value(stored)
        shown = VOICE.text(field.show(stored))[:200]
    assert len(shown) < 400


@pytest.mark.parametrize("kind", [kind for kind in FIELDS if kind != "search"])
@pytest.mark.parametrize("said", ["", "  ", "\n"])
def test_nothing_is_no_answer(kind: str, said: str, hearing: Hearing) -> None:
    assert refusal(FIELDS[kind], said, hearing)


def test_a_text_that_is_too_long_is_told_how_long_it_is_and_may_be(hearing: Hearing) -> None:
    said = refusal(Text("x", LABEL, max_length=300), "a" * LONG, hearing)
    assert "50,000" in said
    assert "300" in said


def test_a_text_of_one_line_cannot_pretend_to_be_several(hearing: Hearing) -> None:
    said = "Rui\nState: Accepted\r\n\tx"
    assert Text("x", LABEL).hear(said, hearing) == "Rui State: Accepted x"
    assert Text("x", LABEL, multiline=True).hear("One\n\ntwo", hearing) == "One\n\ntwo"


def test_a_text_as_long_as_allowed_is_taken(hearing: Hearing) -> None:
    assert Text("x", LABEL, max_length=300).hear("ā" * 300, hearing) == "ā" * 300


@pytest.mark.parametrize(
    "said",
    ["LV-2026-42", "lv2026000042", "lv 2026 42", "Lv/2026/000042", "about LV-2026-42, please"],
)
def test_a_reference_is_read_however_it_is_typed(hearing: Hearing, said: str) -> None:
    assert ReferenceField().hear(said, hearing) == "LV-2026-000042"


@pytest.mark.parametrize("said", ["42", "LV", "LVA-2026-42", "LV-1999-42", "LV-2026-1234567"])
def test_what_is_no_reference_is_shown_one(hearing: Hearing, said: str) -> None:
    assert "LV-2026-000042" in refusal(ReferenceField(), said, hearing)


@pytest.mark.parametrize(
    ("said", "value"),
    [("1", "yes"), ("yes", "yes"), ("Jā", "yes"), ("ja", "yes"), ("SIM", "yes"), (" 2 ", "no")],
)
def test_a_choice_is_made_by_number_or_by_its_words_in_any_language(
    hearing: Hearing, said: str, value: str
) -> None:
    assert yes_no("x", LABEL).hear(said, hearing) == value


@pytest.mark.parametrize("said", ["0", "5", "maybe", "-1", "1.5", "yes no"])
def test_a_choice_that_is_not_offered_is_told_how_many_are(hearing: Hearing, said: str) -> None:
    assert "1 to 4" in refusal(Choice("x", LABEL, OPTIONS), said, hearing)


@pytest.mark.parametrize(
    ("said", "values"),
    [
        ("1, 3", ("yes", "three-years")),
        ("3 1", ("yes", "three-years")),
        ("1;2", ("yes", "no")),
        ("1 and 3", ("yes", "three-years")),
        ("1 un 3", ("yes", "three-years")),
        ("1, 2 e 3", ("yes", "no", "three-years")),
        ("1 & 3", ("yes", "three-years")),
        ("1–3", ("yes", "no", "three-years")),
        ("1-3", ("yes", "no", "three-years")),
        ("1 - 2, 4", ("yes", "no", "level-1-2")),
        ("yes,no", ("yes", "no")),
        ("Three years", ("three-years",)),
        ("level-1-2", ("level-1-2",)),
        ("all", ("yes", "no", "three-years", "level-1-2")),
        ("visi", ("yes", "no", "three-years", "level-1-2")),
        ("1, 1, 1", ("yes",)),
    ],
)
def test_several_are_chosen_in_the_order_offered(
    hearing: Hearing, said: str, values: tuple[str, ...]
) -> None:
    field = Choices("x", LABEL, OPTIONS)
    assert field.value(field.hear(said, hearing)) == values


@pytest.mark.parametrize("said", ["5", "1,9", "1-9", "0", "3-1", ",", "1 and 2 and more"])
def test_several_with_one_that_is_not_offered_are_none(hearing: Hearing, said: str) -> None:
    assert refusal(Choices("x", LABEL, OPTIONS), said, hearing)


@pytest.mark.parametrize("said", ["paper.pdf", HASH[:-1], HASH + "0", "../" + HASH])
def test_only_a_stored_file_is_a_file(hearing: Hearing, said: str) -> None:
    assert "not a file" in refusal(File("x", LABEL), said, hearing)


def test_several_files_are_told_by_their_number(hearing: Hearing) -> None:
    field = File("x", LABEL)
    stored = field.hear(f"{HASH}, {'cd' * 32}", hearing)
    assert field.value(stored) == (HASH, "cd" * 32)
    assert VOICE.text(field.show(stored)) == "2 files"


@given(st.lists(st.integers(1, 4), min_size=1, max_size=6))
def test_chosen_numbers_are_chosen_once_each(hearing: Hearing, numbers: list[int]) -> None:
    field = Choices("x", LABEL, OPTIONS)
    values = field.value(field.hear(", ".join(map(str, numbers)), hearing))
    assert list(values) == [OPTIONS[n - 1].value for n in sorted(set(numbers))]


def test_an_option_that_has_gone_is_still_shown(languages: Languages) -> None:
    voice = languages.voice("lv", "UTC")
    assert voice.text(Choice("x", LABEL, OPTIONS).show("vanished")) == "vanished"
    assert "vanished" in voice.text(Choices("x", LABEL, OPTIONS).show("yes,vanished"))
