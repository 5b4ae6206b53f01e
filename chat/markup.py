"""The few marks a text may carry, read once into spans: ``**bold**``, ```code```, ``[label](address)``.

The template is parsed before the values go in, so nothing a user typed can become markup.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import Enum
from functools import lru_cache

_MARKS = re.compile(
    r"\*\*(?P<bold>.+?)\*\*|`(?P<code>[^`]+)`|\[(?P<label>[^\]]+)\]\((?P<url>[^)]+)\)"
)
_PLACEHOLDER = re.compile(r"\{(\w+)\}")


class Style(Enum):
    PLAIN = "plain"
    BOLD = "bold"
    CODE = "code"


@dataclass(frozen=True, slots=True)
class Span:
    text: str
    style: Style = Style.PLAIN
    url: str | None = None


Spans = tuple[Span, ...]


def parse(template: str) -> Spans:
    """Read the marks of a template whose placeholders are still empty."""
    return tuple(span for span in _spans(template) if span.text)


def fill(spans: Spans, value: Callable[[str], Spans]) -> Spans:
    """Put values into placeholders; a value keeps its own spans and takes the style around it."""
    return tuple(part for span in spans for part in _filled(span, value))


def plain(spans: Spans) -> str:
    return "".join(f"{s.text} ({s.url})" if s.url and s.url != s.text else s.text for s in spans)


def _spans(template: str) -> Iterator[Span]:
    end = 0
    for mark in _MARKS.finditer(template):
        yield Span(template[end : mark.start()])
        if mark["bold"]:
            yield Span(mark["bold"], Style.BOLD)
        elif mark["code"]:
            yield Span(mark["code"], Style.CODE)
        else:
            yield Span(mark["label"], url=mark["url"])
        end = mark.end()
    yield Span(template[end:])


def _filled(span: Span, value: Callable[[str], Spans]) -> Iterator[Span]:
    if span.url is not None:
        flat = {name: plain(value(name)) for name in _PLACEHOLDER.findall(span.text + span.url)}
        yield Span(_flat(span.text, flat), span.style, _flat(span.url, flat))
        return
    for literal, name in _places(span):
        if literal:
            yield literal
        if name:
            for part in value(name):
                yield part if span.style is Style.PLAIN else Span(part.text, span.style, part.url)


@lru_cache(maxsize=4096)
def _places(span: Span) -> tuple[tuple[Span | None, str], ...]:
    """A template's span in pieces: what stands there, and the name of what comes after it."""
    texts = _PLACEHOLDER.split(span.text)
    literals = [Span(text, span.style) if text else None for text in texts[::2]]
    return tuple(zip(literals, [*texts[1::2], ""], strict=True))


def _flat(text: str, values: dict[str, str]) -> str:
    return _PLACEHOLDER.sub(lambda place: values[place[1]], text)
