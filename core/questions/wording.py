"""How long and how plain a content text must be."""

from __future__ import annotations

from collections.abc import Iterator

# A label on a button, a radio button or in a list is cut at 75 characters on one of our platforms.
LABEL = 75
SENTENCE = 150
KEYWORDS = 600

# They would be read as a placeholder, as a mark for bold, code or a link, or as a mention.
_MARKS = frozenset("{}[]<>*`@")


def faults(text: str, limit: int) -> Iterator[str]:
    if len(text) > limit:
        yield f"This has {len(text)} characters. At most {limit} fit."
    if "\n" in text or "\t" in text:
        yield "Write it on one line."
    elif text != text.strip() or "  " in text:
        yield "Remove spaces at the beginning, at the end, and double ones."
    marks = sorted(_MARKS.intersection(text))
    if marks:
        yield f"Leave out {' '.join(marks)}: it would be read as a mark."
