"""Texts that read the same fold to the same words."""

from __future__ import annotations

import pytest

from core.search.folding import Token, fold, spellings, tokens


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("Lauku  atbalsta-dienests", "lauku atbalsta dienests"),
        ("dell’Unione «europea»", "dell unione europea"),
        ("E.P.E.", "epe"),
        ("E. P. E.", "epe"),
        ("E P E", "epe"),
        ("(Ν.Ι.Μ.) (Α.Ν. 1137/1946)", "nim an 1137 1946"),
        ("S.p.A. Milano", "spa milano"),
        ("St.Pölten", "st polten"),
        ("cedex04", "cedex04"),
        ("ﬁnance ２", "finance 2"),
        ("  ", ""),
        ("😀 — !", ""),
    ],
)
def test_a_text_is_folded(text: str, folded: str) -> None:
    assert fold(text) == folded


def test_a_cut_word_is_told_from_an_initial() -> None:
    assert list(tokens("min. fin. A. B.")) == [Token("min", True), Token("fin", True), Token("AB")]


def test_a_text_has_a_spelling_for_each_way_of_its_words() -> None:
    assert spellings("Община Kärdla") == [("obshtina", "kardla"), ("ob6tina", "kaerdla")]
    assert spellings("Rīga") == [("riga",)]
    assert spellings("…") == []
