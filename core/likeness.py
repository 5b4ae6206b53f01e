"""Which of a few names somebody meant."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from math import log
from typing import TypeVar

from rapidfuzz import fuzz

from core.folding import fold_words

T = TypeVar("T")

_NEAR = 70.0
# Of words: the shortest that say anything, and how alike two are that are meant to be the same.
_LEAST_LETTERS = 3
_NEARLY = 72.0


def likest(said: str, described: Sequence[tuple[T, Collection[str]]]) -> list[tuple[float, T]]:
    """Things by how much of what was said their texts have, the likest first; 1 has all of it.

    A word counts the more, the fewer texts have it; one that nothing has counts as much as the rarest.
    """
    wanted = [word for word in fold_words(said).split() if len(word) >= _LEAST_LETTERS]
    words = [
        {word for text in texts for word in fold_words(text).split()} for _, texts in described
    ]
    had = {word: [_has(each, word) for each in words] for word in wanted}
    weights = {word: log(1 + len(words) / max(1, sum(likes))) for word, likes in had.items()}
    whole = sum(weights.values())
    scored = [
        (sum(weights[w] * likes[at] for w, likes in had.items()) / whole, thing)
        for at, (thing, _texts) in enumerate(described)
        if whole
    ]
    return sorted((each for each in scored if each[0] > 0), key=lambda each: -each[0])


def _has(words: Collection[str], wanted: str) -> float:
    """How well it is there: whole, or as nearly all of a word, for endings differ and fingers slip."""
    if wanted in words:
        return 1.0
    best = max((fuzz.ratio(wanted, word) for word in words), default=0.0)
    return best / 100 if best >= _NEARLY else 0.0


def nearest(said: str, named: Iterable[tuple[str, T]]) -> list[T]:
    """What bears a name like it, or a part like it, the likest first."""
    wanted = fold_words(said)
    scored = [(fuzz.partial_ratio(wanted, fold_words(name)), thing) for name, thing in named]
    near = [each for each in scored if wanted and each[0] >= _NEAR]
    return [thing for _score, thing in sorted(near, key=lambda each: -each[0])]
