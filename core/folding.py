"""Letters made comparable: case, marks and punctuation aside."""

from __future__ import annotations

import unicodedata

_SPECIAL = str.maketrans({"ß": "ss", "ø": "o", "ł": "l", "đ": "d", "ı": "i", "æ": "ae", "œ": "oe"})

# Most of what is typed is plain, and folded many times over.
_NO_WORDS = {code: " " for code in range(128) if not chr(code).isalnum()}


def fold(text: str) -> str:
    """Casefolded, without marks; ``Ķīpsala`` and ``kipsala`` fold alike."""
    decomposed = unicodedata.normalize("NFKD", text.casefold().translate(_SPECIAL))
    return "".join(char for char in decomposed if not unicodedata.combining(char))


def fold_words(text: str) -> str:
    """Folded, with everything but letters and digits as single spaces; ``?`` alone stays what it is."""
    if text.isascii():
        return " ".join(text.lower().translate(_NO_WORDS).split()) or text.lower().strip()
    folded = fold(text).strip()
    return " ".join("".join(c if c.isalnum() else " " for c in folded).split()) or folded
