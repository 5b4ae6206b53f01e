"""Marks are read in templates only: nothing that was typed becomes bold, code, a link or a mention."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.i18n import Languages, Voice
from chat.markup import Span, Style, parse, plain
from core.text import Listing, as_written, msg
from tests.chat.hostile import texts

VOICE = Voice("en", "UTC")


def test_bold_code_and_links_are_read() -> None:
    read = parse("Write **now** or `my tasks`, see [the page](https://example.org/a).")
    assert [(s.text, s.style, s.url) for s in read] == [
        ("Write ", Style.PLAIN, None),
        ("now", Style.BOLD, None),
        (" or ", Style.PLAIN, None),
        ("my tasks", Style.CODE, None),
        (", see ", Style.PLAIN, None),
        ("the page", Style.PLAIN, "https://example.org/a"),
        (".", Style.PLAIN, None),
    ]


@pytest.mark.parametrize("open_mark", ["**never closed", "`never closed", "[label]", "]( ", "****"])
def test_a_mark_that_does_not_close_is_shown_as_it_stands(open_mark: str) -> None:
    assert parse(open_mark) == (Span(open_mark),)


@given(texts)
def test_a_value_is_shown_letter_by_letter_without_marks(value: str) -> None:
    spans = VOICE.spans(msg("Asked: {value}", value=value))
    assert "".join(span.text for span in spans) == f"Asked: {value}"
    assert {(span.style, span.url) for span in spans} <= {(Style.PLAIN, None)}


@given(texts, texts)
def test_a_value_in_bold_or_code_stays_within_its_mark(bold: str, code: str) -> None:
    spans = VOICE.spans(msg("**{bold}** and `{code}`", bold=bold, code=code))
    assert "".join(s.text for s in spans if s.style is Style.BOLD) == bold
    assert "".join(s.text for s in spans if s.style is Style.CODE) == code
    assert "".join(s.text for s in spans if s.style is Style.PLAIN) == " and "


@given(texts)
def test_a_value_cannot_name_another_value(value: str) -> None:
    spans = VOICE.spans(msg("{first}{second}", first="{second}", second=value))
    assert plain(spans) == "{second}" + value


@given(texts)
def test_a_persons_own_words_have_no_marks(value: str) -> None:
    assert plain(VOICE.spans(as_written(value))) == value
    assert all(span.style is Style.PLAIN for span in VOICE.spans(as_written(value)))


@given(st.lists(texts, min_size=1, max_size=4))
def test_the_items_of_a_list_have_no_marks(values: list[str]) -> None:
    spans = VOICE.spans(msg("{all}", all=Listing(tuple(values))))
    assert all(span.style is Style.PLAIN and span.url is None for span in spans)


def test_a_message_inside_a_message_keeps_its_own_marks() -> None:
    inner = msg("write `{typed}`", typed="**x**")
    spans = VOICE.spans(msg("To go on, {inner}.", inner=inner))
    assert [(s.text, s.style) for s in spans if s.text] == [
        ("To go on, ", Style.PLAIN),
        ("write ", Style.PLAIN),
        ("**x**", Style.CODE),
        (".", Style.PLAIN),
    ]


def test_a_message_inside_a_mark_takes_that_mark() -> None:
    spans = VOICE.spans(msg("**{inner}**", inner=msg("one `two` three")))
    assert {s.style for s in spans} == {Style.BOLD}
    assert plain(spans) == "one two three"


@given(texts)
def test_a_value_in_a_link_stays_in_the_link(value: str) -> None:
    [span] = VOICE.spans(msg("[{label}](https://example.org)", label=value))
    assert (span.text, span.url) == (value, "https://example.org")


def test_every_language_fills_the_same_values(languages: Languages) -> None:
    """A catalogue's template is parsed like the source's; its values are not."""
    message = msg("Request **{reference}** is closed.", reference="**[x](y)**")
    for language in ("en", "lv", "pt"):
        spans = languages.voice(language, "UTC").spans(message)
        assert [s.text for s in spans if s.style is Style.BOLD] == ["**[x](y)**"]
        assert all(s.url is None for s in spans)
