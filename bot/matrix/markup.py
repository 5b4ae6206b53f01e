"""Spans of text as plain text and as HTML; nothing that stands in them can become markup."""

from __future__ import annotations

import html
import re

from chat.markup import Span, Spans, Style

# What shows nothing, turns the direction of writing, or is half of a character.
_UNSAFE = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200b\u200e\u200f\u2028\u2029\u202a-\u202e\u2066-\u2069\ufeff]"
)
_HALF = re.compile("[\ud800-\udfff]")
_OPENS = re.compile(r"(?:https?://|mailto:)[^\s\"<>\\]+", re.IGNORECASE)
_LONGEST_ADDRESS = 2000


def clean(text: str) -> str:
    return _HALF.sub("\ufffd", _UNSAFE.sub("", text.replace("\r\n", "\n")))


def plain(spans: Spans) -> str:
    """What to type stands in quotes, an address after its label."""
    return clean("".join(map(_plain, _joined(spans))))


def as_html(spans: Spans) -> str:
    return "".join(map(_html, _joined(spans)))


def _joined(spans: Spans) -> list[Span]:
    """What to type and the value in it are one: in quotes they must not fall apart."""
    joined: list[Span] = []
    for span in spans:
        last = joined[-1] if joined else None
        if last and last.style is span.style is Style.CODE and last.url is span.url is None:
            joined[-1] = Span(last.text + span.text, Style.CODE)
        else:
            joined.append(span)
    return joined


def _plain(span: Span) -> str:
    if span.style is Style.CODE:
        return f'"{span.text}"'
    return f"{span.text}: {span.url}" if span.url and span.url != span.text else span.text


def _html(span: Span) -> str:
    shown = escaped(span.text)
    if span.url is not None:
        return _link(shown, clean(span.url))
    match span.style:
        case Style.BOLD:
            return f"<strong>{shown}</strong>"
        case Style.CODE:
            return f"<code>{shown}</code>"
        case Style.PLAIN:
            return shown


def _link(shown: str, address: str) -> str:
    """Only an address a browser or a mail program opens becomes a link."""
    if _OPENS.fullmatch(address) and len(address) <= _LONGEST_ADDRESS:
        return f'<a href="{html.escape(address)}">{shown}</a>'
    return shown


def escaped(text: str) -> str:
    return html.escape(clean(text), quote=False).replace("\n", "<br>")
