"""Long lists, some at a time."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeVar

from chat.dialogue import SHOW_MORE
from chat.message import Button, Card
from core.text import msgs

PAGE = 5
_LONGEST_SAID = 500
T = TypeVar("T")


def page_number(said: str | None) -> int:
    """Counted from 1; what is no number is the first page."""
    return int(said) if said and said.isdecimal() and int(said) > 0 else 1


def page_and_words(said: str) -> tuple[int, str]:
    """ "2 porto" is the second page of what is found for "porto"; without a number the second page is meant."""
    first, _, rest = said.partition(" ")
    return (page_number(first), rest) if first.isdecimal() and rest else (2, said)


def more_found(left: int, command: str, number: int, said: str) -> tuple[Card, ...]:
    """``page_and_words`` reads what its button says; it holds no longer search than so many letters."""
    return () if len(said) > _LONGEST_SAID else more(left, f"{command} {number + 1} {said}")


def page_of(items: Sequence[T], number: int, size: int = PAGE) -> tuple[Sequence[T], int]:
    """The items of this page, of the last one if there are not so many, and how many come after it."""
    last = max(0, (len(items) - 1) // size)
    first = min(number - 1, last) * size
    return items[first : first + size], max(0, len(items) - first - size)


def more(left: int, run: str) -> tuple[Card, ...]:
    if not left:
        return ()
    title = msgs("One more", "{n} more", left)
    return (Card(title=title, actions=(Button(SHOW_MORE, run),)),)
