"""Letters made comparable: case, marks and punctuation aside."""

from __future__ import annotations

import unicodedata

_SPECIAL = str.maketrans({"ß": "ss", "ø": "o", "ł": "l", "đ": "d", "ı": "i", "æ": "ae", "œ": "oe"})


def fold(text: str) -> str:
    """Casefolded, without marks; ``Ķīpsala`` and ``kipsala`` fold alike."""
    decomposed = unicodedata.normalize("NFKD", text.casefold().translate(_SPECIAL))
    return "".join(char for char in decomposed if not unicodedata.combining(char))


def fold_words(text: str) -> str:
    """Folded, with everything but letters and digits as single spaces; ``?`` alone stays what it is."""
    folded = fold(text).strip()
    return " ".join("".join(c if c.isalnum() else " " for c in folded).split()) or folded
