"""A message becomes one reader's words: names, numbers, days, moments, countries, commands."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from babel.messages.pofile import PoFileError

from bot.app import ROOT
from bot.i18n import Languages, Voice, load
from core.text import (
    Country,
    Listing,
    Message,
    Named,
    Tongue,
    Town,
    Typed,
    Value,
    as_written,
    msg,
    msgs,
)
from handlers import my_tasks

TASKS = my_tasks.COMMAND.words
SENTENCE = msg("Write {x}.")


@pytest.fixture(scope="module")
def languages() -> Languages:
    return Languages(load(ROOT / "locale", ("en", "lv", "pt")), {"my tasks": TASKS})


def shown(languages: Languages, language: str, value: Value, zone: str = "Europe/Riga") -> str:
    return languages.voice(language, zone).text(Message("{x}", {"x": value}))


@pytest.mark.parametrize(
    ("language", "expected"), [("lv", "Rīga"), ("en", "Riga"), ("pt", "Riga"), ("fi", "Riga")]
)
def test_a_name_is_the_readers_own_else_the_english_one(
    languages: Languages, language: str, expected: str
) -> None:
    assert shown(languages, language, Named({"lv": "Rīga", "en": "Riga"})) == expected


def test_a_name_without_an_english_one_is_shown_as_it_is(languages: Languages) -> None:
    assert shown(languages, "pt", Named({"lv": "Rīga", "et": "Riia"})) == "Rīga"


@pytest.mark.parametrize(
    ("language", "expected"),
    [("en", "a, b and c"), ("lv", "a, b un c"), ("pt", "a, b e c")],
)
def test_a_list_is_joined_as_the_language_joins(
    languages: Languages, language: str, expected: str
) -> None:
    assert shown(languages, language, Listing(("a", "b", "c"))) == expected


def test_a_list_of_one_and_of_none(languages: Languages) -> None:
    assert shown(languages, "lv", Listing(("a",))) == "a"
    assert shown(languages, "lv", Listing(())) == ""


@pytest.mark.parametrize(
    ("language", "expected"), [("en", "Portugal"), ("lv", "Portugāle"), ("pt", "Portugal")]
)
def test_a_country_has_its_name(languages: Languages, language: str, expected: str) -> None:
    assert shown(languages, language, Country("PT")) == expected


def test_a_country_nobody_knows_keeps_its_code(languages: Languages) -> None:
    assert shown(languages, "en", Country("XQ")) == "XQ"


def test_a_language_is_named_in_the_readers_or_in_its_own(languages: Languages) -> None:
    assert shown(languages, "lv", Tongue("pt")) == "portugāļu"
    assert shown(languages, "lv", Tongue("pt", own_name=True)) == "Português"
    assert shown(languages, "lv", Tongue("xq")) == "xq"


def test_a_command_is_shown_as_its_reader_types_it(languages: Languages) -> None:
    assert shown(languages, "lv", Typed("my tasks 2")) == "mani uzdevumi 2"
    assert shown(languages, "lv", Typed("unknown words")) == "unknown words"
    assert shown(languages, "lv", Typed("my tasksfoo")) == "my tasksfoo"


def test_a_moment_is_told_by_the_readers_clock(languages: Languages) -> None:
    moment = datetime(2026, 3, 6, 23, 30, tzinfo=UTC)
    assert "01:30" in shown(languages, "en", moment, "Europe/Riga")
    assert "7 Mar" in shown(languages, "en", moment, "Europe/Riga")
    assert "23:30" in shown(languages, "en", moment, "Europe/Lisbon")
    assert "6 Mar" in shown(languages, "en", moment, "Europe/Lisbon")


def test_a_day_is_the_same_day_by_every_clock(languages: Languages) -> None:
    days = {shown(languages, "en", date(2026, 3, 6), z) for z in ("Europe/Riga", "Atlantic/Azores")}
    assert days == {"Fri 6 Mar 2026"}


def test_a_large_number_has_the_languages_marks(languages: Languages) -> None:
    assert shown(languages, "en", 50_000) == "50,000"
    assert shown(languages, "lv", 50_000) == "50\N{NO-BREAK SPACE}000"


def test_a_message_inside_a_message_is_translated_too(languages: Languages) -> None:
    inner, outer = msg("Yes"), Message("{x}", {"x": Listing((msg("Yes"), msg("No")))})
    assert shown(languages, "lv", inner) == "Jā"
    assert languages.voice("lv", "UTC").text(outer) == "Jā un Nē"


def test_what_a_person_wrote_is_never_translated(languages: Languages) -> None:
    assert languages.voice("lv", "UTC").text(as_written("Yes")) == "Yes"
    assert shown(languages, "lv", "Yes") == "Yes"


def test_a_language_that_is_not_enabled_reads_the_source(languages: Languages) -> None:
    assert languages.voice("fi", "UTC").language == "en"
    assert Voice("en", "UTC").text(msgs("One.", "{n}.", 2)) == "2."


def test_words_are_heard_in_every_language_with_and_without_marks(languages: Languages) -> None:
    phrases = languages.phrases(TASKS)
    assert {"my tasks", "tasks", "mani uzdevumi", "as minhas tarefas"} <= set(phrases)
    for said in ("My Tasks!", "MANI  UZDEVUMI", "mani uzdevumi."):
        assert languages.same(said, TASKS), said
    for said in ("", "  ", "|", "my tasks tasks"):
        assert not languages.same(said, TASKS), said


def test_a_label_with_a_value_is_heard_with_its_value(languages: Languages) -> None:
    first = msg("{name}", name=Named({"lv": "Viens", "en": "One"}))
    second = msg("{name}", name=Named({"lv": "Divi", "en": "Two"}))
    assert languages.same("viens", first)
    assert languages.same("one", first)
    assert not languages.same("one", second)


def test_a_catalogue_that_cannot_be_read_is_not_passed_over(tmp_path: Path) -> None:
    folder = tmp_path / "lv" / "LC_MESSAGES"
    folder.mkdir(parents=True)
    (folder / "bot.po").write_text('msgid "a"\nnonsense', encoding="utf-8")
    with pytest.raises(PoFileError):
        load(tmp_path, ("lv",))


def test_a_language_without_a_catalogue_reads_the_source(tmp_path: Path) -> None:
    lonely = Languages(load(tmp_path, ("en", "fi")), {})
    assert lonely.voice("fi", "UTC").text(msg("Yes")) == "Yes"


@pytest.mark.parametrize(
    ("town", "country", "language", "shown"),
    [
        ("Lisboa", "PT", "lv", "Lisabona"),
        ("LISBON", "PT", "pt", "Lisboa"),
        ("ΑΘΗΝΑ", "GR", "en", "Athens"),
        ("Rīga", "LV", "pt", "Riga"),
        ("Porto", "PT", "lv", "Porto"),
        ("Paris", "EE", "lv", "Paris"),
    ],
)
def test_a_capital_is_called_as_its_reader_calls_it(
    town: str, country: str, language: str, shown: str
) -> None:
    assert Voice(language, "UTC").text(msg("{town}", town=Town(town, country))) == shown
