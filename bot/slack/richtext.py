"""Spans as Slack's rich text: typed elements, so that there is nothing to escape and nothing to forget."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any, TypeAlias

from bot.slack.wording import chunks, clean, escaped, size
from chat.markup import Span, Spans, Style, plain

Json: TypeAlias = dict[str, Any]

MOST = 3000
_LONGEST_URL = 1500
_SCHEMES = ("https://", "http://", "mailto:")
_STYLES = {Style.BOLD: "bold", Style.CODE: "code"}


def tidy(spans: Spans) -> Spans:
    """What can be shown of spans: clean text, and links only where they are addresses."""
    if all(span.url is None and span.text and span.text.isprintable() for span in spans):
        return spans
    return tuple(one for span in spans if (one := _tidy(span)).text)


def _tidy(span: Span) -> Span:
    text = clean(span.text)
    if span.url is None:
        return Span(text, span.style)
    if span.url.startswith(_SCHEMES) and len(span.url) <= _LONGEST_URL and span.url.isprintable():
        return Span(text[: MOST // 5] or span.url, span.style, span.url)
    return Span(clean(plain((span,))), span.style)


def _spoken(spans: Spans) -> str:
    """The same as text for Slack, escaped."""
    return escaped(plain(spans))


@dataclass(frozen=True, slots=True)
class Worded:
    """Tidied spans, and the same as escaped text."""

    spans: Spans
    text: str


def gathered(lines: Iterable[Spans]) -> Iterator[list[Worded]]:
    """As many lines together as one block takes; a line too long for one becomes several."""
    held: list[Worded] = []
    heavy = 0
    for line in (piece for spans in lines for piece in _lines(tidy(spans))):
        more = size(line.text) + 1
        if held and heavy + more > MOST:
            yield held
            held, heavy = [], 0
        held.append(line)
        heavy += more
    if held:
        yield held


def paragraphs(lines: Iterable[Spans]) -> list[Json]:
    return [rich_text(held) for held in gathered(lines)]


def _lines(spans: Spans) -> Iterator[Worded]:
    text = _spoken(spans)
    if size(text) > MOST:
        yield from (Worded(piece, _spoken(piece)) for piece in _divided(spans))
    elif spans:
        yield Worded(spans, text)


def _divided(spans: Spans) -> Iterator[Spans]:
    """Pieces that are not too long once escaped."""
    held: list[Span] = []
    heavy = 0
    for span in _pieces(spans):
        more = size(_spoken((span,)))
        if held and heavy + more > MOST:
            yield tuple(held)
            held, heavy = [], 0
        held.append(span)
        heavy += more
    if held:
        yield tuple(held)


def _pieces(spans: Spans) -> Iterator[Span]:
    for span in spans:
        if span.url:
            yield span
        else:
            yield from (Span(piece, span.style) for piece in chunks(span.text, MOST))


def rich_text(lines: Iterable[Worded]) -> Json:
    """One block of lines that are not too much for it."""
    elements: list[Json] = []
    for line in lines:
        if elements:
            elements.append({"type": "text", "text": "\n"})
        elements += [_element(span) for span in line.spans]
    section = {"type": "rich_text_section", "elements": elements}
    return {"type": "rich_text", "elements": [section]}


def _element(span: Span) -> Json:
    if span.url:
        return {"type": "link", "url": span.url, "text": span.text}
    style = _STYLES.get(span.style)
    text: Json = {"type": "text", "text": span.text}
    return {**text, "style": {style: True}} if style else text
