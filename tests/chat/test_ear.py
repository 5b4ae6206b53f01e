"""Days as people write them, in the languages they write; and what is taken out of what they type."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from babel.dates import get_month_names
from hypothesis import example, given
from hypothesis import strategies as st

from bot.i18n import Languages
from chat.dialogue import BACK, CANCEL, HELP
from chat.ear import Hearing, tidied
from core.errors import UserError
from tests.chat.conftest import TODAY
from tests.chat.hostile import HOSTILE, texts

NOVEMBER = date(2026, 11, 30)


def on(hearing: Hearing, today: date) -> Hearing:
    return Hearing(hearing.ear, today, hearing.language)


@pytest.mark.parametrize(
    "said",
    [
        "2026-11-30",
        "30.11.2026",
        "30.11.2026.",
        "30. 11. 2026",
        "30/11/2026",
        "30-11-2026",
        "30.11.",
        "30.11",
        "30/11",
        " 30.11.2026 ",
        "30 November 2026",
        "30 november",
        "30 Nov 2026",
        "30. novembris 2026",
        "30. novembris",
        "30 nov. 2026",
        "30 de novembro de 2026",
        "30 de novembro",
        "30 NOVEMBRO 2026",
        "30 novembro",
        "+273",
        "+ 273 d",
    ],
)
def test_the_last_of_november_however_it_is_written(hearing: Hearing, said: str) -> None:
    assert hearing.day(said) == NOVEMBER


@pytest.mark.parametrize("month", range(1, 13))
@pytest.mark.parametrize("language", ["en", "lv", "pt"])
def test_a_date_reads_back_as_the_bot_shows_its_month(
    hearing: Hearing, language: str, month: int
) -> None:
    for width in ("wide", "abbreviated"):
        name = get_month_names(width, "format", language)[month]
        assert hearing.day(f"15 {name} 2027") == date(2027, month, 15)


@pytest.mark.parametrize(
    ("said", "days"),
    [
        ("today", 0),
        ("TODAY", 0),
        ("šodien", 0),
        ("sodien", 0),
        ("hoje", 0),
        ("tomorrow", 1),
        ("rīt", 1),
        ("rit", 1),
        ("amanhã", 1),
        ("amanha", 1),
        ("parīt", 2),
        ("depois de amanhã", 2),
        ("vakar", -1),
        ("+0", 0),
        ("+1", 1),
        ("+14", 14),
        ("+14d", 14),
        ("+365", 365),
    ],
)
def test_days_from_today_in_words_and_numbers(hearing: Hearing, said: str, days: int) -> None:
    assert hearing.day(said) == TODAY + timedelta(days=days)


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ("friday", date(2026, 3, 6)),
        ("Piektdiena", date(2026, 3, 6)),
        ("piektdien", date(2026, 3, 6)),
        ("sexta-feira", date(2026, 3, 6)),
        ("sexta", date(2026, 3, 6)),
        ("terca", date(2026, 3, 3)),
        ("svētdien", date(2026, 3, 8)),
    ],
)
def test_a_day_of_the_week_is_the_next_one_to_come(
    hearing: Hearing, said: str, expected: date
) -> None:
    assert replace(hearing, today=date(2026, 3, 2)).day(said) == expected


def test_on_a_monday_monday_is_a_week_away(hearing: Hearing) -> None:
    assert replace(hearing, today=date(2026, 3, 2)).day("pirmdien") == date(2026, 3, 9)


@pytest.mark.parametrize(
    ("today", "said", "expected"),
    [
        (date(2026, 3, 2), "3.3.", date(2026, 3, 3)),
        (date(2026, 3, 2), "1.3.", date(2027, 3, 1)),
        (date(2026, 12, 31), "1.1.", date(2027, 1, 1)),
        # Today is today: it is refused where only a later day will do, and never taken for a year from now.
        (date(2026, 3, 2), "2.3.", date(2026, 3, 2)),
        (date(2027, 6, 1), "29.02.", date(2028, 2, 29)),
        (date(2026, 3, 2), "29.02.", date(2028, 2, 29)),
        (date(2028, 2, 1), "29.2.", date(2028, 2, 29)),
    ],
)
def test_a_day_without_a_year_is_the_next_one_to_come(
    hearing: Hearing, today: date, said: str, expected: date
) -> None:
    assert on(hearing, today).day(said) == expected


@pytest.mark.parametrize(
    "said",
    [
        "31.02.",
        "31.02.2026",
        "30. februāris",
        "2026-02-30",
        "29.02.2026",
        "0.1.2026",
        "32.1.",
        "0000-05-01",
    ],
)
def test_a_day_that_is_in_no_calendar_is_said_to_be_none(hearing: Hearing, said: str) -> None:
    with pytest.raises(UserError) as refused:
        hearing.day(said)
    assert "There is no day" in refused.value.message.singular
    assert refused.value.message.values["said"] == said


def test_the_month_first_in_numbers_is_told_the_right_order(hearing: Hearing) -> None:
    with pytest.raises(UserError) as refused:
        hearing.day("11/30/2026")
    assert "day first" in refused.value.message.singular


@pytest.mark.parametrize(
    "said",
    [
        "March 16, 2026",
        "16th March 2026",
        "16th of march",
        "16/03/26",
        "16. martā",
        "2026. gada 16. marts",
        "2026. gada 16. martā",
        "16 de março de 2026",
        "2026/3/16",
    ],
)
def test_days_are_read_as_people_write_them(hearing: Hearing, said: str) -> None:
    assert hearing.day(said) == date(2026, 3, 16)


@pytest.mark.parametrize(
    "said",
    [
        "whenever",
        "30",
        "30.",
        "2026",
        "november",
        "30 smarch 2026",
        "+",
        "-3",
        "+1000",
        "1.2.3.4",
        "30..11",
    ],
)
def test_what_is_no_date_is_answered_with_an_example(hearing: Hearing, said: str) -> None:
    with pytest.raises(UserError) as refused:
        hearing.day(said)
    assert "30.11.2026" in refused.value.message.singular


@pytest.mark.parametrize("said", HOSTILE, ids=range(len(HOSTILE)))
def test_hostile_texts_are_refused_with_a_short_sentence(hearing: Hearing, said: str) -> None:
    with pytest.raises(UserError) as refused:
        hearing.day(said)
    assert len(str(refused.value.message.values)) < 400


@given(st.dates(date(2020, 1, 1), date(2040, 12, 31)))
def test_every_form_of_a_full_date_is_the_same_day(hearing: Hearing, day: date) -> None:
    for pattern in ("%Y-%m-%d", "%d.%m.%Y", "%d.%m.%Y.", "%d/%m/%Y", "%d-%m-%Y", "%d %B %Y"):
        assert hearing.day(day.strftime(pattern)) == day


@given(
    st.dates(date(2024, 1, 1), date(2034, 12, 31)), st.dates(date(2000, 1, 1), date(2000, 12, 31))
)
def test_without_a_year_it_is_never_the_past_nor_more_than_a_year_away(
    hearing: Hearing, today: date, wanted: date
) -> None:
    if (wanted.month, wanted.day) == (2, 29):
        return
    found = on(hearing, today).day(f"{wanted.day}.{wanted.month}.")
    assert (found.month, found.day) == (wanted.month, wanted.day)
    assert today <= found <= today + timedelta(days=366)


@example("0\r\x1f\n0")
@given(texts)
def test_nothing_invisible_is_left_in_what_was_typed(said: str) -> None:
    kept = tidied(said)
    assert not set("\x00\u200b\u202e\ufeff\u200e") & set(kept)
    assert kept == kept.strip() == tidied(kept)
    kept.encode("utf-8")


def test_tidying_keeps_letters_lines_and_joined_emoji() -> None:
    for said in ("Ķīpsala ß\nŁódź", "👩‍👩‍👧‍👦", "a\tb", "España № 5"):
        assert tidied(said) == said


def test_words_are_known_in_every_language_and_without_marks(languages: Languages) -> None:
    for said, label in [
        ("back", BACK),
        ("ATPAKAĻ", BACK),
        ("atpakal", BACK),
        ("voltar", BACK),
        ("cancel", CANCEL),
        ("?", HELP),
        (" ? ", HELP),
    ]:
        assert languages.same(said, label), said
    for said in ("", " ", "!", "backwards", "ba ck"):
        assert not languages.same(said, BACK), said
        assert not languages.same(said, HELP), said
