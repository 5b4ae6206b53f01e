"""A command: one name, one form, one function."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Generic, TypeVar

from chat.chapters import Chapter
from chat.context import Context
from chat.form import Form
from chat.message import Reply
from core.text import Message

T = TypeVar("T")


@dataclass(frozen=True, slots=True, eq=False)
class Command(Generic[T]):
    """``words``: what people type, alternatives parted by ``|``, in the catalogue per language.

    A command with an ``effect`` is never run from a guess. ``anyone``: also for people not known.
    ``unbound``: also for who has not agreed to the terms as they are now. Whoever practises is ``led_out`` of it by
    the command; one that is not ``practised`` is for what is real, one ``of_practice`` is there nowhere else.
    """

    name: str
    words: Message
    summary: Message
    form: Form[T]
    run: Callable[[Context, T], Awaitable[Reply]]
    effect: bool = True
    anyone: bool = False
    unbound: bool = False
    led_out: bool = False
    practised: bool = True
    of_practice: bool = False
    chapter: Chapter = Chapter.HELP

    @property
    def is_gentle(self) -> bool:
        """Nothing is carried out before the answers were looked over, if anything is at all."""
        return bool(self.form.endings) or not self.effect
