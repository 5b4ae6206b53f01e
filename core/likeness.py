"""Which of a few names somebody meant."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TypeVar

from rapidfuzz import fuzz

from core.folding import fold_words

T = TypeVar("T")

_NEAR = 70.0


def nearest(said: str, named: Iterable[tuple[str, T]]) -> list[T]:
    """What bears a name like it, or a part like it, the likest first."""
    wanted = fold_words(said)
    scored = [(fuzz.partial_ratio(wanted, fold_words(name)), thing) for name, thing in named]
    near = [each for each in scored if wanted and each[0] >= _NEAR]
    return [thing for _score, thing in sorted(near, key=lambda each: -each[0])]
