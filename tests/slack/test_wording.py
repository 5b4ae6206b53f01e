from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.slack.wording import chunks, clean, clipped, escaped, heard, size

BOT = "U0BOT"


@pytest.mark.parametrize(
    ("sent", "typed"),
    [
        ("my tasks", "my tasks"),
        ("  my tasks ", "my tasks"),
        ("a &lt; b &amp;&amp; c &gt; d", "a < b && c > d"),
        ("&amp;lt;b&amp;gt;", "&lt;b&gt;"),
        ("<@U0BOT> my tasks", "my tasks"),
        ("my tasks <@U0BOT>", "my tasks"),
        ("<@U0BOT>", ""),
        ("see <https://x.eu/?a=1&amp;b=2>", "see https://x.eu/?a=1&b=2"),
        ("see <https://x.eu|the register>", "see https://x.eu"),
        ("<mailto:me@x.eu|me@x.eu>", "me@x.eu"),
        ("ask <@U12|anna> in <#C12|tourism>", "ask @U12 in tourism"),
        ("<!subteam^S1|@team> and <!here>", "@team and !here"),
        ("1 &lt; 2 &lt;!channel&gt;", "1 < 2 <!channel>"),
        ("half a \ud83d character", "half a  character"),
    ],
)
def test_what_a_person_typed_is_read_back(sent: str, typed: str) -> None:
    assert heard(sent, BOT) == typed


def test_only_what_shows_nothing_is_taken_out_of_a_text() -> None:
    assert (
        clean("Līga\nŽ\u200d\u202eevil\u2066\x00\x07\ufeff 👩\u200d🔬")
        == "Līga\nŽ\u200devil 👩\u200d🔬"
    )


def test_an_emoji_counts_as_two() -> None:
    assert [size("abc"), size("āē"), size("🎉")] == [3, 2, 2]


@given(st.text(), st.integers(min_value=2, max_value=80))
def test_a_label_never_gets_too_long(text: str, most: int) -> None:
    label = clipped(text, most)
    assert size(label) <= most
    assert "\n" not in label


def test_a_label_that_fits_is_left_alone() -> None:
    assert clipped("Propose another date", 20) == "Propose another date"
    assert clipped("Propose another date", 19) == "Propose another da…"


@given(st.text(alphabet=st.characters(exclude_categories=["Cs"]), max_size=400))
def test_a_text_in_pieces_is_whole_and_each_piece_is_small_enough(text: str) -> None:
    pieces = chunks(text, 40)
    assert "".join(pieces) == text
    assert all(0 < size(escaped(piece)) <= 40 for piece in pieces)


def test_a_text_is_cut_between_words() -> None:
    assert chunks("one two three four", 10) == ["one two ", "three four"]
