"""Choosing by a reaction: a list that is short carries its numbers, and whoever presses one has said it."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Sequence
from dataclasses import dataclass

from bot.lines import Kind, Line
from bot.matrix.events import Json, inner, text
from bot.matrix.read import Said
from chat.context import Context
from chat.conversation import Conversation
from chat.dialogue import Ask, Turn
from chat.message import Reply
from chat.recognition import Exact

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
        offered = {str(each) for each in offer.numbers} if offer else set()
        if offer is None or text(relation, "event_id") not in offer.events:
            return None
        if number not in offered:
            return None
        # Clients seal no reactions, not even in encrypted rooms: nothing is offered there that could do harm.
        return Said(text(event, "event_id"), room, person, number, sealed=True)


async def harmless_numbers(conversation: Conversation, ctx: Context, turn: Turn) -> frozenset[int]:
    """The choices that carry nothing out, whoever it was that made them (`docs/decisions/0022-*`)."""
    match turn:
        case Reply():
            runs = enumerate((button.run for button in turn.buttons()), 1)
            return frozenset(number for number, run in runs if _leads_gently(conversation, run))
        case Ask() if await _asks_gently(conversation, ctx):
            ends = {number for number, each in enumerate(turn.choices, 1) if each.ends}
            # Those to choose from, "show more" and "skip".
            return frozenset(range(1, len(turn.choices) + 3)) - ends
    return frozenset()


def _leads_gently(conversation: Conversation, run: str) -> bool:
    """It shows something, or opens a form that is looked over before anything is carried out."""
    meant = conversation.dispatcher.phrases.recognise(run)
    return isinstance(meant, Exact) and meant.command.is_gentle


async def _asks_gently(conversation: Conversation, ctx: Context) -> bool:
    dialogue = (await conversation.talk(ctx)).dialogue
    return bool(dialogue and conversation.dispatcher.registry[dialogue.command].is_gentle)


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
