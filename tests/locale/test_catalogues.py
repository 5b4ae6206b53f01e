"""Every text of the code stands in every catalogue, says the same, and fits where it is shown."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from datetime import date, datetime, timedelta

import pytest
from babel.messages.catalog import Catalog

from bot.i18n import SOURCE
from chat.markup import Style, parse
from core.text import Country, Message, msg
from tests.locale.catalogues import (
    LANGUAGES,
    PATTERN,
    PLACEHOLDER,
    SPOKEN,
    TYPED,
    catalogue,
    counted,
    entries,
    forms,
    key,
    parts,
    placeholders,
    sentences,
    template,
    voice,
)

each_language = pytest.mark.parametrize("language", LANGUAGES)
each_voice = pytest.mark.parametrize("language", SPOKEN)
LONGEST_TITLE = 24
LIMIT = re.compile(r"at most (\d+) characters")
# The same in every language: values with punctuation, and what everybody says.
SAME = {"OK", "No"}
# The placeholders that stand for a day, in every text.
DATES = {"answer", "day", "due", "kept", "planned", "wished"}
DAY = date(2026, 3, 6)


def none(found: Iterable[str], what_to_do: str) -> None:
    """Nothing was found; else each of it is shown whole, with what is to be done about it."""
    listed = list(found)
    assert not listed, "\n".join((f"{what_to_do}:", *listed))


def test_there_are_catalogues_beside_the_source() -> None:
    assert {"lv", "pt"} <= set(LANGUAGES)
    assert len(entries(template())) > 200


@each_language
def test_every_text_is_there_and_no_other(language: str) -> None:
    assert {key(e) for e in entries(catalogue(language))} == {key(e) for e in entries(template())}


@each_language
def test_p7_every_text_is_translated_for_good(language: str) -> None:
    translated = entries(catalogue(language))
    lacking = [str(e.id) for e in translated if not all(forms(e.string))]
    none(lacking, f"these want a translation in locale/{language}/LC_MESSAGES/bot.po")
    none([str(e.id) for e in translated if e.fuzzy], "these are only guessed: read them")
    assert catalogue(language).obsolete == {}


@each_language
def test_nothing_is_left_in_english(language: str) -> None:
    left = [
        str(pair)
        for pair in sentences(language)
        if pair.source == pair.translated and pair.source not in SAME
        if any(char.isalpha() for char in PLACEHOLDER.sub("", pair.source))
    ]
    none(left, "these are the same as in English: translate them")


@each_language
def test_a_translation_has_the_values_of_its_source(language: str) -> None:
    different = [
        str(pair)
        for pair in sentences(language)
        if placeholders(pair.source) != placeholders(pair.translated)
    ]
    none(different, "these lack a value of their source, or have another")


@each_language
def test_a_translation_has_the_marks_of_its_source(language: str) -> None:
    different = [
        str(pair) for pair in sentences(language) if marks(pair.source) != marks(pair.translated)
    ]
    none(different, "these have other marks than their source")


def marks(text: str) -> Counter[tuple[Style, str | None]]:
    """How often each mark stands in a text, links with their address."""
    marked = (span for span in parse(text) if span.style is not Style.PLAIN or span.url)
    return Counter((span.style, span.url) for span in marked)


@each_language
def test_no_mark_is_left_open(language: str) -> None:
    """A mark that does not close is shown as it stands."""
    read = "".join(span.text for pair in sentences(language) for span in parse(pair.translated))
    assert not set("*`[]") & set(read)


@each_language
def test_no_text_begins_or_ends_with_a_space(language: str) -> None:
    texts = [text for entry in entries(catalogue(language)) for text in forms(entry.string)]
    assert [text for text in texts if text != text.strip() or "  " in text] == []


@each_language
def test_a_sentence_ends_like_its_source(language: str) -> None:
    """With the same mark, unless a date ends it: a language may write that with a full stop."""
    different = [
        str(pair)
        for pair in sentences(language)
        if ending(pair.source) != ending(pair.translated)
        and not (ending(pair.source) == "." and ends_with_date(language, pair.translated))
    ]
    none(different, "these end with another mark than their source")


def ending(text: str) -> str:
    last = text.replace("*", "")[-1:]
    return last if last in ".?!:…" else ""


def ends_with_date(language: str, text: str) -> bool:
    shown = voice(language).text(msg("{day}", day=DAY))
    return shown.endswith(".") and text.rstrip("*").endswith(("{due}", "{day}", "{kept}"))


@each_language
def test_the_plural_has_the_forms_of_its_language(language: str) -> None:
    read = catalogue(language)
    assert read.plural_expr == Catalog(language).plural_expr
    plurals = [forms(e.string) for e in entries(read) if e.pluralizable]
    assert plurals
    assert {len(each) for each in plurals} == {read.num_plurals}
    assert all(counted(read, form) for form in range(read.num_plurals))


@pytest.mark.parametrize(
    ("language", "count", "said"),
    [
        ("lv", 0, "0 pieprasījumu"),
        ("lv", 1, "1 pieprasījums"),
        ("lv", 2, "2 pieprasījumi"),
        ("lv", 11, "11 pieprasījumi"),
        ("lv", 21, "21 pieprasījums"),
        ("pt", 1, "um pedido"),
        ("pt", 2, "2 pedidos"),
        ("en", 1, "One request"),
        ("en", 21, "21 requests"),
    ],
)
def test_a_number_takes_the_right_form(language: str, count: int, said: str) -> None:
    singular, plural = "One request is open.", "{n} requests are open."
    message = Message(singular, {"n": count}, plural, count)
    assert said in voice(language).text(message)


@each_language
def test_both_catalogues_of_a_language_agree(language: str) -> None:
    ours = {key(e): e.string for e in entries(catalogue(language)) if e.context != TYPED}
    theirs = {key(e): e.string for e in entries(catalogue(language, "content"))}
    assert {k: ours[k] for k in ours.keys() & theirs} == {
        k: theirs[k] for k in ours.keys() & theirs
    }


@each_voice
def test_the_title_of_every_form_fits(language: str) -> None:
    titles = [voice(language).text(command.form.title) for command in parts().registry.values()]
    none([title for title in titles if len(title) > LONGEST_TITLE], f"at most {LONGEST_TITLE} fit")


@each_language
def test_what_must_be_short_is_short(language: str) -> None:
    day = longest_day(language)
    limited = [(pair, LIMIT.findall(pair.note)) for pair in sentences(language)]
    assert sum(1 for _pair, limits in limited if limits) > 30
    too_long = [
        str(pair)
        for pair, limits in limited
        for limit in limits
        if len(pair.translated.replace("{day}", day)) > int(limit)
    ]
    none(too_long, "these are longer than their place: the note in the catalogue says how long")


def longest_day(language: str) -> str:
    days = (date(2026, 12, 21) + timedelta(days=n) for n in range(7))
    return max((voice(language).text(msg("{day}", day=day)) for day in days), key=len)


@each_voice
def test_a_date_is_shown_as_its_language_writes_it(language: str) -> None:
    shown = {
        "en": ("Fri 6 Mar 2026", "Fri 6 Mar 2026, 14:05"),
        "lv": ("piektd., 06.03.2026.", "piektd., 06.03.2026. 14:05"),
        "pt": ("sexta, 06/03/2026", "sexta, 06/03/2026, 14:05"),
    }
    moment = datetime.fromisoformat("2026-03-06T14:05:00+00:00")
    day, at = (voice(language).text(msg("{x}", x=x)) for x in (DAY, moment))
    assert (day, at) == shown[language]


@each_voice
def test_no_sentence_with_a_date_has_two_full_stops(language: str) -> None:
    texts = [form for e in entries(template()) if not e.context for form in forms(e.id)]
    said = [dated(language, text) for text in texts if DATES & placeholders(text).keys()]
    assert len(said) > 15
    assert [text for text in said if ".." in text] == []


def dated(language: str, text: str) -> str:
    values = {name: DAY if name in DATES else name for name in placeholders(text)}
    return voice(language).text(Message(text, values))


def test_a_portuguese_reader_reads_the_portuguese_of_portugal() -> None:
    assert voice("pt").text(msg("{country}", country=Country("LV"))) == "Letónia"


def test_an_unknown_language_is_the_source() -> None:
    assert parts().languages.voice("xx", "UTC").language == SOURCE


def test_date_patterns_are_in_the_template() -> None:
    assert sum(1 for e in entries(template()) if e.context == PATTERN) == 2
