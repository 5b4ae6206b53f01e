"""Text on its way into Slack and out of it: nothing a person typed may become a mention, a link or markup."""

from __future__ import annotations

import re

_INVISIBLE = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200b\u200e\u200f\u2028\u2029\u202a-\u202e\u2066-\u2069\ufeff\ud800-\udfff]"
)
_BROKEN = re.compile("[\ud800-\udfff]")
_LINK = re.compile(r"<(?P<target>[^<>|]+)(?:\|(?P<label>[^<>]*))?>")
_BARE = ("http://", "https://", "mailto:")


def clean(text: str) -> str:
    """Without characters that show nothing, turn the direction of writing or cannot be sent."""
    return text if text.isprintable() else _INVISIBLE.sub("", text)


def escaped(text: str) -> str:
    """For every place where Slack reads marks in text; these three are all it asks for."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def size(text: str) -> int:
    """As Slack counts: an emoji is two."""
    return len(text) if text.isascii() else len(text.encode("utf-16-le", "surrogatepass")) // 2


def clipped(text: str, most: int) -> str:
    """Cut to ``most`` with an ellipsis, on one line."""
    line = " ".join(clean(text).split())
    if size(line) <= most:
        return line
    while size(line) > most - 1:
        line = line[: min(len(line) - 1, most - 1)]
    return f"{line.rstrip()}…"


def chunks(text: str, most: int) -> list[str]:
    """Pieces that are no longer than ``most`` once escaped, cut at a space where there is one."""
    pieces = []
    while size(escaped(text)) > most:
        cut = _cut(text, most)
        pieces.append(text[:cut])
        text = text[cut:]
    return [*pieces, text] if text else pieces


def _cut(text: str, most: int) -> int:
    cut = most
    while size(escaped(text[:cut])) > most:
        cut -= max(1, (size(escaped(text[:cut])) - most) // 5)
    space = max(text.rfind(" ", 0, cut), text.rfind("\n", 0, cut))
    return space + 1 if space > cut // 2 else cut


def heard(text: str, bot_user: str = "") -> str:
    """What a person typed, from what Slack makes of it; that the bot was mentioned is left out."""
    spoken = text.replace(f"<@{bot_user}>", " ") if bot_user else text
    spoken = _LINK.sub(_typed, spoken)
    return whole(spoken.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")).strip()


def whole(text: str) -> str:
    """Without halves of characters, which JSON may bring and nothing can store."""
    return _BROKEN.sub("", text) if not text.isascii() else text


def _typed(found: re.Match[str]) -> str:
    target, label = found["target"], found["label"]
    if target.startswith(_BARE):
        return target.removeprefix("mailto:")
    if target.startswith("@"):
        # A name may be anybody's; the account is one person's.
        return target
    return label or target
