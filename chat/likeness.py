"""How near what was typed comes to a phrase: letters left out, put in, exchanged or changed over."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from rapidfuzz import process
from rapidfuzz.distance import OSA, Indel

# One letter of four, two of eight, three of eleven.
_MAYBE = 0.72
_NEAR = 0.8
_WORD = 0.5
# Shorter words have too many neighbours.
_LEAST, _LEAST_PHRASE = 3, 4
# Of two as near: letters are left out or changed over more often than written wrong, least of all the first.
_BEGINNING, _WRITTEN_WRONG, _LENGTH = 0.02, 0.003, 0.0035


def is_slip(typed: str, phrase: str) -> bool:
    """Near enough to be the same words, mistyped."""
    if len(typed) <= _LEAST:
        return False
    return likeness(typed, phrase) >= _NEAR or OSA.distance(typed, phrase, score_cutoff=1) == 1


def likeness(typed: str, phrase: str) -> float:
    return float(OSA.normalized_similarity(typed, phrase))


def nearest(typed: str, phrases: Sequence[str]) -> Iterator[tuple[str, float]]:
    """The phrases that may have been meant; a first letter is seldom wrong."""
    if len(typed) < _LEAST:
        return
    hits = process.extract(
        typed, phrases, scorer=OSA.normalized_similarity, limit=4, score_cutoff=_MAYBE
    )
    for phrase, score, _place in hits:
        if _begin_alike(typed, phrase) and _words_alike(typed.split(), phrase.split()):
            yield phrase, float(score) - _odds(typed, phrase)


def _odds(typed: str, phrase: str) -> float:
    beginning = _BEGINNING if typed[0] != phrase[0] else 0.0
    wrong = _WRITTEN_WRONG * Indel.distance(typed, phrase)
    return beginning + wrong + _LENGTH * abs(len(typed) - len(phrase))


def _begin_alike(typed: str, phrase: str) -> bool:
    if len(phrase) < _LEAST_PHRASE:
        return False
    return typed[0] == phrase[0] or typed[:2] == phrase[1::-1]


def _words_alike(typed: list[str], phrase: list[str]) -> bool:
    """``edit authority`` is no misspelled ``add authority``: each word has to be like its own."""
    if len(typed) != len(phrase):
        return True
    return all(likeness(*pair) >= _WORD for pair in zip(typed, phrase, strict=True))
