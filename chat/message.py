"""What the bot says, in terms no platform owns."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import Enum
from typing import TypeAlias

from core.text import Message


class Tone(Enum):
    NORMAL = "normal"
    GOOD = "good"
    PROBLEM = "problem"


@dataclass(frozen=True, slots=True)
class Button:
    """A command already typed for the user: ``run`` is what they could type themselves."""

    label: Message
    run: str


@dataclass(frozen=True, slots=True)
class Link:
    label: Message
    url: str


@dataclass(frozen=True, slots=True)
class Fact:
    name: Message
    value: Message


@dataclass(frozen=True, slots=True)
class Card:
    title: Message
    body: tuple[Message, ...] = ()
    facts: tuple[Fact, ...] = ()
    actions: tuple[Button | Link, ...] = ()
    footer: Message | None = None


@dataclass(frozen=True, slots=True, eq=False)
class Lasting(Card):
    """The same card for everybody, shown again and again: what was made of it for one voice may be kept."""

    __eq__ = object.__eq__
    __hash__ = object.__hash__


@dataclass(frozen=True, slots=True)
class Document:
    """A file to hand over, with what is in it. ``alt``: what a picture shows, in its reader's words."""

    name: str
    kind: str
    data: bytes = field(repr=False)
    alt: str = ""


Part: TypeAlias = Message | Card | Document


@dataclass(frozen=True, slots=True)
class Reply:
    """``private`` unless said otherwise: in a room it reaches only the one who asked.

    ``language`` is set only where it is another than that of who asked: just chosen, or a room's.
    After the ``last`` one nothing is kept of what else was begun in that place. ``outside``: it was said in the real
    assistant to somebody who practised until then.
    """

    parts: tuple[Part, ...]
    tone: Tone = Tone.NORMAL
    private: bool = True
    language: str | None = None
    last: bool = False
    outside: bool = False

    def buttons(self) -> tuple[Button, ...]:
        """Every button, in the order a reader meets them."""
        cards = (part for part in self.parts if isinstance(part, Card))
        return tuple(a for card in cards for a in card.actions if isinstance(a, Button))


def say(*parts: Part, tone: Tone = Tone.NORMAL, private: bool = True) -> Reply:
    return Reply(parts, tone, private)


def problem(message: Message) -> Reply:
    return say(message, tone=Tone.PROBLEM)
