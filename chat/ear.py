"""How the bot hears: what people type, in whichever enabled language."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Protocol

from chat.days import read_day
from core.text import Message, words

_LONGEST_NUMBER = 6

TODAY = words("today")
TOMORROW = words("tomorrow")
_WEEK = 7
_AWAY = (
    (TODAY, 0),
    (TOMORROW, 1),
    (words("the day after tomorrow | day after tomorrow"), 2),
    (words("yesterday"), -1),
)


_INVISIBLE = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u200b\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff"
    # Half a character, which no database takes.
    "\ud800-\udfff]"
)


def tidied(said: str) -> str:
    """What was typed, without characters that show nothing or turn the direction of writing."""
    shown = _INVISIBLE.sub("", said)
    return shown.replace("\r\n", "\n").replace("\u00a0", " ").strip()


def number_in(said: str, most: int) -> int | None:
    """The number that was typed, if it is one from 1 to ``most``."""
    text = said.strip()
    if not text.isdecimal() or len(text) > _LONGEST_NUMBER:
        return None
    return int(text) if 1 <= int(text) <= most else None


class Ear(Protocol):
    """Knows every enabled language's words."""

    def phrases(self, alternatives: Message) -> Collection[str]:
        """Every way to type this, folded, in all enabled languages."""
        ...

    def same(self, said: str, label: Message) -> bool:
        """Whether somebody typed this text or one of these words, in any enabled language."""
        ...

    def named(self, said: str) -> str | None:
        """The enabled language of this name or code."""
        ...

    def spoken(self, said: str) -> str | None:
        """The enabled language in which this is said, where its first words tell."""
        ...

    def put(self, message: Message, language: str) -> str:
        """The words in which a reader of this language is told it."""
        ...

    def month(self, name: str) -> int | None: ...

    def weekday(self, name: str) -> int | None:
        """Monday is 0."""
        ...


@dataclass(frozen=True, slots=True)
class Hearing:
    """An ear, on a day, for one reader; ``practising``: requests of practice are meant, otherwise real ones."""

    ear: Ear
    today: date
    language: str
    practising: bool = False

    def same(self, said: str, label: Message) -> bool:
        return self.ear.same(said, label)

    def day(self, said: str) -> date:
        """Read a day as people write it; one without a year, and a day of the week, is the next one to come."""
        text = said.strip()
        for named, days in _AWAY:
            if self.same(text, named):
                return self.today + timedelta(days=days)
        if (weekday := self.ear.weekday(text)) is not None:
            return self.today + timedelta(days=(weekday - self.today.weekday() - 1) % _WEEK + 1)
        return read_day(text, self.today, self.ear.month)
