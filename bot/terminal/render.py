"""Lines as plain text: what a transcript and a screen reader get."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import groupby

from bot.lines import Kind, Line
from chat.markup import Spans, Style

# What moves a terminal's cursor, colours it or turns the direction of writing; a tab and a new line are harmless.
_UNSAFE = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u200e\u200f\u2028\u2029\u202a-\u202e\u2066-\u2069]"
)

INDENTS = {Kind.FACT: "  ", Kind.CHOICE: "  ", Kind.DETAIL: "     "}


def plain(lines: Iterable[Line]) -> list[str]:
    """Each as it stands on paper; a text of several paragraphs makes several."""
    return [text for line in lines for text in _texts(line)]


def spoken(spans: Spans) -> Iterator[tuple[str, Style]]:
    """The words, safe to show. What one may type stands in quotes, so that no colour is needed."""
    for (style, url), parts in groupby(spans, lambda span: (span.style, span.url)):
        text = safe("".join(part.text for part in parts))
        if style is Style.CODE:
            yield f'"{text}"', style
        elif url and url != text:
            yield f"{text}: {safe(url)}", style
        else:
            yield text, style


def safe(text: str) -> str:
    return _UNSAFE.sub("", text).expandtabs(4)


def mark(line: Line) -> str:
    """What stands before a line's words."""
    indent = INDENTS.get(line.kind, "")
    if line.number:
        return f"{indent}{line.number}. "
    return "! " if line.kind is Kind.PROBLEM else indent


def _texts(line: Line) -> Iterator[str]:
    before = mark(line)
    first, *more = "".join(text for text, _style in spoken(line.spans)).split("\n")
    yield f"{before}{first}".rstrip()
    for text in more:
        yield f"{' ' * len(before)}{text}".rstrip()
