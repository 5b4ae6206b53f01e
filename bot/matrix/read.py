"""What somebody said: a message event, read into what a conversation needs of it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from html import unescape

from bot.matrix.crypto.files import FileKey
from bot.matrix.events import Json, inner, text, texts

_ATTACHED = frozenset({"m.file", "m.image", "m.audio", "m.video"})
_KIND = re.compile(r"[\w.+-]+/[\w.+-]+")
_UNKNOWN_KIND = "application/octet-stream"
# Old clients repeat what they reply to: lines with "> " before them, then an empty one.
_REPEATED = re.compile(r"\A(?:> [^\n]*\n)+\n?")
_MENTION = re.compile(r"<a href=[\"']https://matrix\.to/#/(@[^\"'<>?]+)[^>]*>([^<]+)</a>")
_PILL = re.compile(r"https://matrix\.to/#/(@[^\"'<>?]+)")


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file on a homeserver; ``size`` is what its sender says, in bytes; ``key`` opens a sealed one."""

    url: str
    name: str
    kind: str
    size: int
    key: FileKey | None = None


@dataclass(frozen=True, slots=True)
class Said:
    """``thread`` is its first event's id, ``edits`` the id of the message this one replaces.

    ``sealed``: only the person's own keys can have written it.
    """

    event: str
    room: str
    sender: str
    words: str
    thread: str = ""
    edits: str = ""
    mentions: frozenset[str] = frozenset()
    attachment: Attachment | None = None
    sealed: bool = False


def read(event: Json, room: str) -> Said | None:
    """A person's message; nothing when it is something else, or not made as messages are."""
    content = inner(event, "content")
    relation = inner(content, "m.relates_to")
    edits = text(relation, "event_id") if relation.get("rel_type") == "m.replace" else ""
    spoken = inner(content, "m.new_content") if edits else content
    kind, name, sender = text(spoken, "msgtype"), text(event, "event_id"), text(event, "sender")
    attachment = _attachment(spoken) if kind in _ATTACHED else None
    if event.get("type") != "m.room.message" or not (name and sender):
        return None
    if kind != "m.text" and attachment is None:
        return None
    return Said(
        event=name,
        room=room,
        sender=sender,
        words="" if attachment else _named(_words(text(spoken, "body"), relation), spoken),
        thread=text(relation, "event_id") if relation.get("rel_type") == "m.thread" else "",
        edits=edits,
        mentions=_mentions(spoken),
        attachment=attachment,
    )


def is_sealed(event: Json) -> bool:
    return event.get("type") == "m.room.encrypted" and bool(text(event, "event_id"))


def _words(body: str, relation: Json) -> str:
    return _REPEATED.sub("", body) if "m.in_reply_to" in relation else body


def _named(words: str, content: Json) -> str:
    """A mention shows a name, which may be anybody's; the account is one person's."""
    meant = _mentions(content)
    for account, name in _MENTION.findall(text(content, "formatted_body")):
        if account in meant:
            words = words.replace(unescape(name), account, 1)
    return words


def _mentions(content: Json) -> frozenset[str]:
    """Whom the sender means; clients that do not say so put a link to the person into the text."""
    if isinstance(content.get("m.mentions"), Mapping):
        return frozenset(texts(inner(content, "m.mentions"), "user_ids"))
    return frozenset(_PILL.findall(text(content, "formatted_body")))


def _attachment(content: Json) -> Attachment | None:
    sealed = inner(content, "file")
    url = text(sealed, "url") or text(content, "url")
    if not url.startswith("mxc://"):
        return None
    info = inner(content, "info")
    kind, size = text(info, "mimetype"), info.get("size")
    return Attachment(
        url=url,
        name=_file_name(text(content, "filename") or text(content, "body")),
        kind=kind if _KIND.fullmatch(kind) else _UNKNOWN_KIND,
        size=size if isinstance(size, int) else 0,
        key=_key(sealed) if sealed else None,
    )


def _key(sealed: Json) -> FileKey:
    words = text(inner(sealed, "key"), "k"), text(inner(sealed, "hashes"), "sha256")
    return FileKey(*words, text(sealed, "iv"))


def _file_name(given: str) -> str:
    """A name without folders and without what cannot be shown, however long."""
    last = re.split(r"[/\\]", given)[-1]
    shown = "".join(letter for letter in last if letter.isprintable()).strip(". ")
    return shown or "file"
