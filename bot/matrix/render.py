"""Lines of a turn as the contents of message events: text, the same as HTML, and nobody mentioned but on purpose."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from enum import Enum
from itertools import groupby
from typing import Any, TypeAlias

from bot.lines import Kind, Line
from bot.matrix.markup import as_html, escaped, plain
from chat.markup import Span, Spans

Content: TypeAlias = Mapping[str, Any]

# An event may have 64 KiB. Encryption makes it a third larger, and the homeserver adds signatures.
MOST_BYTES = 40_000
_LONGEST_LINE = 4_000


class Manner(Enum):
    """An answer comes to somebody who waits for it; a letter is to be noticed."""

    ANSWER = "m.notice"
    LETTER = "m.text"


def contents(lines: Sequence[Line], manner: Manner, to: str | None = None) -> list[Content]:
    """As many events as the lines need; ``to`` is the person they call."""
    pieces = [piece for line in lines for piece in _cut(line)]
    return [_content(page, manner, to) for page in _pages(pieces)]


def _pages(pieces: list[Line]) -> Iterator[list[Line]]:
    page: list[Line] = []
    size = 0
    for piece in pieces:
        weight = _bytes(_content([piece], Manner.LETTER, None))
        if page and size + weight > MOST_BYTES:
            yield page
            page, size = [], 0
        page.append(piece)
        size += weight
    if page:
        yield page


def _content(lines: list[Line], manner: Manner, to: str | None) -> Content:
    return {
        "msgtype": manner.value,
        "body": "\n".join(map(_text, lines)),
        "format": "org.matrix.custom.html",
        "formatted_body": "".join(_blocks(lines)),
        # Said expressly, so that no client looks for names in the text.
        "m.mentions": {"user_ids": [to]} if to else {},
    }


def _bytes(content: Content) -> int:
    return len(json.dumps(content, ensure_ascii=False).encode())


def _cut(line: Line) -> Iterator[Line]:
    """A line in pieces that each fit into an event; the first keeps the number."""
    rest = line
    while sum(len(span.text) for span in rest.spans) > _LONGEST_LINE:
        first, more = _split(rest.spans)
        yield replace(rest, spans=first, file=None)
        rest = replace(rest, spans=more, number=None)
    yield rest


def _split(spans: Spans) -> tuple[Spans, Spans]:
    first: list[Span] = []
    room = _LONGEST_LINE
    for place, span in enumerate(spans):
        if len(span.text) > room:
            head, tail = _at_a_space(span.text, room)
            rest = (replace(span, text=tail), *spans[place + 1 :])
            return (*first, replace(span, text=head)), rest
        first.append(span)
        room -= len(span.text)
    return spans, ()


def _at_a_space(text: str, most: int) -> tuple[str, str]:
    space = text.rfind(" ", most // 2, most)
    end = space if space > 0 else most
    return text[:end], text[end:].lstrip(" ")


_BEFORE = {Kind.FACT: "- ", Kind.DETAIL: "   "}


def _text(line: Line) -> str:
    """One line of the plain body; further paragraphs of it stand in, so that none looks like a choice."""
    before = f"{line.number}. " if line.number else _BEFORE.get(line.kind, "")
    if line.kind is Kind.CHOICE and not line.number:
        before = "- "
    return before + plain(line.spans).replace("\n", "\n    ")


class _Block(Enum):
    NUMBERED = "numbered"
    LISTED = "listed"
    PARAGRAPH = "paragraph"


def _blocks(lines: Iterable[Line]) -> Iterator[str]:
    for (block, first), found in groupby(_placed(lines), key=lambda placed: placed[0]):
        items = [line for _place, line in found]
        match block:
            case _Block.PARAGRAPH:
                yield from map(_paragraph, items)
            case _Block.NUMBERED:
                yield f'<ol start="{first}">{"".join(_items(items))}</ol>'
            case _Block.LISTED:
                yield f"<ul>{''.join(_items(items))}</ul>"


def _placed(lines: Iterable[Line]) -> Iterator[tuple[tuple[_Block, int], Line]]:
    """Each line with its list, and the number that list starts with."""
    block, first, following = _Block.PARAGRAPH, 0, 0
    for line in lines:
        if line.kind is Kind.DETAIL and block is not _Block.PARAGRAPH:
            yield (block, first), line
            continue
        if line.kind is Kind.CHOICE and line.number:
            if block is not _Block.NUMBERED or line.number != following:
                first = line.number
            block, following = _Block.NUMBERED, line.number + 1
        else:
            listed = line.kind in (Kind.FACT, Kind.CHOICE)
            block, first = (_Block.LISTED if listed else _Block.PARAGRAPH), 0
        yield (block, first), line


def _items(lines: list[Line]) -> Iterator[str]:
    """A detail belongs to the item before it."""
    for place, line in enumerate(lines):
        detail = line.kind is Kind.DETAIL and place
        last = place + 1 == len(lines) or lines[place + 1].kind is not Kind.DETAIL
        yield f"{'<br>' if detail else '<li>'}{as_html(line.spans)}{'</li>' if last else ''}"


def _paragraph(line: Line) -> str:
    match line.kind:
        case Kind.GAP:
            return ""
        case Kind.TITLE:
            return f"<p><strong>{escaped(plain(line.spans))}</strong></p>"
        case _:
            return f"<p>{as_html(line.spans)}</p>"
