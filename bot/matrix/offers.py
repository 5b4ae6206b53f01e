"""Choosing by a reaction: a list that is short carries its numbers, and whoever presses one has said it."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Sequence
from dataclasses import dataclass

from bot.lines import Kind, Line
from bot.matrix.events import Json, inner, text
from bot.matrix.read import Said

# More would bury the message, and each counts against the homeserver's limit.
_SHORT = 4
_MOST = 2_000
_KEYCAP = "\u20e3"
_AS_PICTURE = "\ufe0f"


@dataclass(frozen=True, slots=True)
class _Offer:
    events: tuple[str, ...]
    numbers: frozenset[int]


class Offers:
    """What the last answer to a person offered. Kept in memory: after a restart one types the number."""

    def __init__(self) -> None:
        self._last: OrderedDict[tuple[str, str], _Offer] = OrderedDict()

    def keep(self, person: str, room: str, events: Sequence[str], lines: Sequence[Line]) -> None:
        """An answer that offers nothing ends the offer before it."""
        key = person, room
        self._last[key] = _Offer(tuple(events), frozenset(_numbers(lines)))
        self._last.move_to_end(key)
        while len(self._last) > _MOST:
            self._last.popitem(last=False)

    def chosen(self, event: Json, room: str) -> Said | None:
        """The reaction as what it says; nothing when it is about something else, or no longer counts."""
        relation, person = inner(event, "content", "m.relates_to"), text(event, "sender")
        offer = self._last.get((person, room))
        number = text(relation, "key").replace(_AS_PICTURE, "").removesuffix(_KEYCAP)
        if offer is None or text(relation, "event_id") not in offer.events:
            return None
        if not (number.isascii() and number.isdecimal() and int(number) in offer.numbers):
            return None
        # Clients seal no reactions, not even in encrypted rooms.
        return Said(text(event, "event_id"), room, person, number, sealed=True)


def is_reaction(event: Json) -> bool:
    return event.get("type") == "m.reaction" and bool(text(event, "event_id"))


def reactions(lines: Sequence[Line]) -> list[Json]:
    """Those to put under a message; none where the list is long."""
    numbers = _numbers(lines)
    return (
        [{"key": f"{n}{_AS_PICTURE}{_KEYCAP}"} for n in numbers] if len(numbers) <= _SHORT else []
    )


def _numbers(lines: Sequence[Line]) -> list[int]:
    return [line.number for line in lines if line.kind is Kind.CHOICE and line.number]
