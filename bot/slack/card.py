"""What becomes of a message whose button was pressed: its buttons must not promise what is no longer so."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from bot.i18n import Voice
from bot.slack.heard import Pressed
from bot.slack.posts import MOST_BLOCKS, MOST_TEXT, NOTHING, Post, reply_posts
from bot.slack.richtext import Json, paragraphs
from bot.slack.speech import message
from bot.slack.wording import clean, escaped, size
from chat.message import Reply, Tone
from core.text import msg

# Begins the names of the blocks of buttons on a request's card, which is shown anew by itself.
LIVING = "living-card-"


@dataclass(frozen=True, slots=True)
class Change:
    """``instead`` takes the message's place, if anything; ``follows`` is said after it."""

    instead: Json | None
    follows: tuple[Post, ...]


def alone(pressed: Pressed, reply: Reply, voice: Voice, *, effect: bool) -> Change:
    """In a place of one person's own: what was done takes the place of what was offered."""
    first, *more = posts = tuple(reply_posts(reply, voice))
    if pressed.message.ephemeral:
        return Change(message(first), tuple(more))
    if not effect or is_living(pressed.block, pressed.source.thread):
        return Change(None, posts)
    old, block = pressed.message.blocks, pressed.block
    if reply.tone is Tone.PROBLEM:
        put_right = without(old, block, first.blocks)
        return Change(put_right, tuple(more)) if put_right else Change(without(old, block), posts)
    if sum(one.get("type") == "actions" for one in old) <= 1:
        return Change(message(first), tuple(more))
    return Change(without(old, block), posts)


def is_living(block: str, thread: str) -> bool:
    """In its thread stands what was said once, and does not change by itself."""
    return block.startswith(LIVING) and not thread


def shared(pressed: Pressed, name: str, when: datetime, voice: Voice) -> Json | None:
    """In a room: the choice gives way to who made it, and when; what came of it is nobody else's."""
    said = msg("{choice}: {name}, {when}", choice=pressed.label, name=name, when=when)
    return without(pressed.message.blocks, pressed.block, tuple(paragraphs([voice.spans(said)])))


def without(old_blocks: Sequence[Json], block: str, instead: Sequence[Json] = ()) -> Json | None:
    """A message with other blocks in place of one; nothing when that would be too much for it."""
    blocks: list[Json] = []
    for old in old_blocks:
        if old.get("block_id") == block:
            blocks[_left(blocks, instead) :] = instead
        else:
            blocks.append({key: value for key, value in old.items() if key != "block_id"})
    text = "\n".join(_words(old) for old in blocks)
    if not blocks or len(blocks) > MOST_BLOCKS or size(text) > MOST_TEXT:
        return None
    return message(Post(text if text.strip() else NOTHING, tuple(blocks)))


def _left(blocks: Sequence[Json], instead: Sequence[Json]) -> int:
    """How many of those before stay: a heading over nothing but buttons goes with them."""
    alone = not instead and len(blocks) > 1 and blocks[-1].get("type") == "header"
    return len(blocks) - alone


def _words(block: Json) -> str:
    """All that is said in a block of ours."""
    match block.get("type"):
        case "header":
            return escaped(clean(str(block["text"]["text"])))
        case "rich_text":
            parts = block["elements"][0]["elements"]
            return escaped("".join(str(part.get("text", "")) for part in parts))
        case "actions":
            labels = (str(one["text"]["text"]) for one in block["elements"])
            return escaped("\n".join(labels))
    return ""
