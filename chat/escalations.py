"""What is said to others when those whose turn it is have not reacted."""

from __future__ import annotations

from dataclasses import replace

from chat.message import Button, Reply, say
from chat.room_cards import room_card
from core.authorities import Authority
from core.escalation import Rung
from core.questions import Content
from core.text import Message, msg
from core.views import Outline

_TEAM = msg(
    "**Nobody has reacted yet, so I write to all colleagues.** Whoever can, please take it up."
)


_FOR_DEPUTY = msg("**Nobody has reacted yet: this is for the deputy.**")


def why_you(rung: Rung, absent: str) -> Message:
    """The first words to a deputy, and to the whole team or its room. Without ``absent`` nobody is named."""
    if rung is Rung.DEPUTY:
        named = msg("**{name} has not reacted yet. I write to you as the deputy.**", name=absent)
        return named if absent else _FOR_DEPUTY
    return _TEAM


def to_coordinator(
    authority: Authority, outline: Outline, content: Content, lateness: tuple[Message, ...]
) -> Reply:
    """As much as any room may see, and which of the authorities keeps the others waiting."""
    said = msg(
        "**{authority} has not reacted to request {reference}.** I write to you as its coordinator. "
        "Please ask them to see to it.",
        authority=authority.name,
        reference=outline.reference,
    )
    shown = room_card(outline, content, said, *lateness)
    action = Button(msg("Show the authority"), f"authority {authority.id}")
    return say(replace(shown, actions=(action,)), private=False)


def as_told(rung: str, reader: Message) -> Message:
    """How ``reminders`` calls somebody who was told beside the others."""
    match rung:
        case Rung.DEPUTY:
            return msg("{reader} (as deputy, for nobody reacted)", reader=reader)
        case Rung.TEAM:
            return msg("{reader} (for nobody reacted)", reader=reader)
        case Rung.COORDINATOR:
            return msg("the coordinator (for nobody reacted)")
        case _:
            return reader


def to_be_told(rung: str, reader: Message) -> Message:
    """The same, of who will be told."""
    match rung:
        case Rung.DEPUTY:
            return msg("{reader} (as deputy, when nobody reacts)", reader=reader)
        case Rung.TEAM:
            return msg("{reader} (when nobody reacts)", reader=reader)
        case Rung.COORDINATOR:
            return msg("the coordinator (when nobody reacts)")
        case _:
            return reader
