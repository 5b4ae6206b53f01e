"""Spans as Slack's rich text: typed elements, so that there is nothing to escape and nothing to forget."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
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


def spoken(spans: Spans) -> str:
    """The same as text for Slack, escaped."""
    return escaped(plain(spans))


def weight(spans: Spans) -> int:
    return size(spoken(spans))


def divided(spans: Spans) -> Iterator[Spans]:
    """Tidied spans in pieces, none heavier than ``MOST`` once escaped."""
    if weight(spans) <= MOST:
        if spans:
            yield spans
        return
    held: list[Span] = []
    heavy = 0
    for span in _pieces(spans):
        more = weight((span,))
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


def gathered(lines: Iterable[Spans]) -> Iterator[list[Spans]]:
    """Tidied lines, as many together as one block takes."""
    held: list[Spans] = []
    heavy = 0
    for spans in (piece for line in lines for piece in divided(tidy(line))):
        more = weight(spans) + 1
        if held and heavy + more > MOST:
            yield held
            held, heavy = [], 0
        held.append(spans)
        heavy += more
    if held:
        yield held


def paragraphs(lines: Iterable[Spans]) -> list[Json]:
    return [rich_text(held) for held in gathered(lines)]


def rich_text(lines: Sequence[Spans]) -> Json:
    """One block; the lines are tidied, and not too much for it."""
    elements: list[Json] = []
    for spans in lines:
        if elements:
            elements.append({"type": "text", "text": "\n"})
        elements += [_element(span) for span in spans]
    section = {"type": "rich_text_section", "elements": elements}
    return {"type": "rich_text", "elements": [section]}


def _element(span: Span) -> Json:
    if span.url:
        return {"type": "link", "url": span.url, "text": span.text}
    style = _STYLES.get(span.style)
    text: Json = {"type": "text", "text": span.text}
    return {**text, "style": {style: True}} if style else text
