"""A misspelt word leads to the words that may be meant."""

from __future__ import annotations

from itertools import product
from string import ascii_lowercase

import pytest

from core.search.lexicon import Lexicon

WORDS = ("lom", "ministry", "minister", "ministries", "municipality", "kommune", "berlevag", "pelt")
# Enough others to get lost among.
NOISE = ("".join(letters) for letters in product("bdklmst", "aeiou", "lnrst", "aeiou", "gmp"))
LEXICON = Lexicon.build({*WORDS, *NOISE})


def meant(word: str, least: float = 0.5) -> dict[str, float]:
    numbers, alike = LEXICON.similar(word, least)
    return {
        LEXICON.words[at]: much for at, much in zip(numbers.tolist(), alike.tolist(), strict=True)
    }


@pytest.mark.parametrize("word", WORDS)
def test_a_word_is_itself(word: str) -> None:
    at = LEXICON.exactly(word)
    assert at is not None
    assert LEXICON.words[at] == word
    assert meant(word)[word] == 1


@pytest.mark.parametrize("word", ["kommune", "berlevag", "pelt"])
def test_any_one_typo_is_forgiven(word: str) -> None:
    places = range(len(word))
    dropped = {word[:at] + word[at + 1 :] for at in places}
    doubled = {word[:at] + word[at] + word[at:] for at in places}
    replaced = {word[:at] + ascii_lowercase[at] + word[at + 1 :] for at in places}
    swapped = {word[:at] + word[at : at + 2][::-1] + word[at + 2 :] for at in places}
    for typed in dropped | doubled | replaced | swapped:
        assert word in meant(typed), typed


@pytest.mark.parametrize("typed", ["bfrleavg", "brlevagg", "blrevagx"])
def test_two_typos_are_forgiven_when_the_first_letter_is_right(typed: str) -> None:
    assert "berlevag" in meant(typed)


def test_relatives_of_a_long_word_are_found_too() -> None:
    found = meant("ministrys")
    assert found.keys() >= {"ministry", "minister", "ministries"}
    assert found["ministry"] > found["ministries"]


def test_a_beginning_leads_to_all_words_that_begin_so() -> None:
    low, high = LEXICON.beginning("minist")
    assert LEXICON.words[low:high] == ["minister", "ministries", "ministry"]
    low, high = LEXICON.beginning("zz")
    assert low == high


def test_an_empty_lexicon_knows_nothing() -> None:
    empty = Lexicon.build(())
    assert empty.exactly("riga") is None
    assert len(empty.similar("riga", 0)[0]) == 0
