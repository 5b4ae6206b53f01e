"""How Slack turns what a person typed into `text` and `blocks`, and back into words."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from tests.support.slack.wire import Json

_LIVE = re.compile(
    r"(?P<user><@[UW]\w+>)|(?P<url>https?://[^\s<>]+)|(?P<mail>[\w.+-]+@[\w-]+(?:\.[\w-]+)+)"
)


def escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def unescaped(text: str) -> str:
    return text.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")


def typed(text: str) -> str:
    """The `text` of what a person typed: mentions and links become live, the rest is escaped."""
    return "".join(piece for piece, _element in _pieces(text))


def rich_text(text: str, block_id: str) -> Json:
    elements = [element for _piece, element in _pieces(text)]
    section = {"type": "rich_text_section", "elements": elements}
    return {"type": "rich_text", "block_id": block_id, "elements": [section]}


def _pieces(text: str) -> Iterator[tuple[str, Json]]:
    end = 0
    for found in _LIVE.finditer(text):
        if found.start() > end:
            yield _plain(text[end : found.start()])
        yield _live(found)
        end = found.end()
    if end < len(text):
        yield _plain(text[end:])


def _plain(text: str) -> tuple[str, Json]:
    return escaped(text), {"type": "text", "text": text}


def _live(found: re.Match[str]) -> tuple[str, Json]:
    text = found.group()
    if found.lastgroup == "user":
        return text, {"type": "user", "user_id": text[2:-1]}
    if found.lastgroup == "url":
        return f"<{escaped(text)}>", {"type": "link", "url": text}
    return f"<mailto:{text}|{text}>", {"type": "link", "url": f"mailto:{text}", "text": text}


def words(blocks: Iterable[object]) -> str:
    """All that can be read in these blocks, a line per text."""
    return "\n".join(text for block in blocks for text in _texts(block))


def _texts(node: object) -> Iterator[str]:
    if isinstance(node, list):
        for item in node:
            yield from _texts(item)
    elif isinstance(node, dict) and node.get("type") in _LINES:
        yield "".join(_spans(node.get("elements", [])))
    elif isinstance(node, dict):
        for key, value in node.items():
            if key in _SHOWN and isinstance(value, str):
                yield value
            elif isinstance(value, dict | list):
                yield from _texts(value)


_LINES = {"rich_text_section", "rich_text_quote", "rich_text_preformatted"}
_SHOWN = {"text", "alt_text"}


def _spans(elements: Iterable[Json]) -> Iterator[str]:
    for element in elements:
        keys = ("text", "url", "user_id", "channel_id", "name", "range", "fallback")
        yield next((str(element[key]) for key in keys if key in element), "")
