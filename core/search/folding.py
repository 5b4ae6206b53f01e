"""One spelling for everything that reads the same: case, marks, alphabets and punctuation folded away."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from core.search.alphabets import plain

Spell = Callable[[str], tuple[str, ...]]

# A word is letters and digits, or initials: with full stops ("E.P.E.", "E. P. E.") or without ("E P E").
_INITIAL = r"(?<![^\W_])[^\W\d_](?![^\W_])"
_TOKEN = re.compile(
    rf"(?P<initials>{_INITIAL}(?:\.{_INITIAL})+|{_INITIAL}(?:\.?\ {_INITIAL}(?!\.[^\W_]))+)"
    r"|(?P<word>[^\W_]+)(?P<stop>\.?)"
)
_NOT_LETTER = re.compile(r"[\W_]+")
_SHORTEST_CUT = 2


@dataclass(frozen=True, slots=True)
class Token:
    """A word as it was written; ``cut`` when a full stop follows it ("min. fin.")."""

    text: str
    cut: bool = False


def tokens(text: str) -> Iterator[Token]:
    """The words of a text; initials written one by one are one word."""
    for found in _TOKEN.finditer(unicodedata.normalize("NFKC", text)):
        if initials := found["initials"]:
            yield Token(_NOT_LETTER.sub("", initials))
        else:
            yield Token(found["word"], bool(found["stop"]) and len(found["word"]) >= _SHORTEST_CUT)


def spellings(text: str, spell: Spell = plain) -> list[tuple[str, ...]]:
    """A text word by word, once for each way to spell it in a-z; the official way first."""
    return spelled([token.text for token in tokens(text)], spell)


def spelled(words: Sequence[str], spell: Spell = plain) -> list[tuple[str, ...]]:
    forms = [form for form in map(spell, words) if form]
    ways = max(map(len, forms), default=0)
    return [tuple(form[min(way, len(form) - 1)] for form in forms) for way in range(ways)]


def fold(text: str) -> str:
    """The first of the spellings, as one text."""
    return " ".join(next(iter(spellings(text)), ()))
