"""How the bot hears: what people type, in whichever enabled language."""

from __future__ import annotations

import re
from collections.abc import Collection
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Protocol

from core.errors import UserError
from core.text import Message, msg, words

_ISO = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})")
_NUMBERS = re.compile(r"(\d{1,2})\s*[./-]\s*(\d{1,2})\s*(?:[./-]\s*(\d{4})?)?\.?")
_NAMED = re.compile(r"(\d{1,2})\.?\s+(?:de\s+)?([^\W\d_]+)\.?(?:\s+(?:de\s+)?(\d{4}))?\.?")
_AHEAD = re.compile(r"\+\s*(\d{1,3})\s*d?")

_LONGEST_NUMBER = 6

TODAY = words("today")
TOMORROW = words("tomorrow")


_INVISIBLE = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u200b\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff"
    # Half a character, which no database takes.
    "\ud800-\udfff]"
)


def tidied(said: str) -> str:
    """What was typed, without characters that show nothing or turn the direction of writing."""
    return _INVISIBLE.sub("", said.replace("\r\n", "\n").replace("\u00a0", " ")).strip()


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

    def month(self, name: str) -> int | None: ...


@dataclass(frozen=True, slots=True)
class Hearing:
    """An ear, on a day, for one reader."""

    ear: Ear
    today: date
    language: str

    def same(self, said: str, label: Message) -> bool:
        return self.ear.same(said, label)

    def day(self, said: str) -> date:
        """Read a day as people write it; a day without a year is the next one to come."""
        text = said.strip()
        if self.same(text, TODAY):
            return self.today
        if self.same(text, TOMORROW):
            return self.today + timedelta(days=1)
        if ahead := _AHEAD.fullmatch(text):
            return self.today + timedelta(days=int(ahead[1]))
        return self._date(text)

    def _date(self, text: str) -> date:
        if iso := _ISO.fullmatch(text):
            year, month, day = iso.groups()
        elif numbers := _NUMBERS.fullmatch(text):
            day, month, year = numbers.groups()
        elif named := _NAMED.fullmatch(text):
            day, name, year = named.groups()
            month = str(self.ear.month(name) or "")
        else:
            month = ""
        if not month:
            raise UserError(
                msg(
                    "I cannot read `{said}` as a date. Please write it like 30.11.2026.",
                    said=text[:40],
                )
            )
        return self._checked(text, int(day), int(month), int(year) if year else None)

    def _checked(self, text: str, day: int, month: int, year: int | None) -> date:
        """Without a year: this year's day, if it has gone by or is in no calendar the next year's."""
        years = (self.today.year, self.today.year + 1) if year is None else (year,)
        for each in years:
            with suppress(ValueError):
                found = date(each, month, day)
                if year is not None or found >= self.today:
                    return found
        raise UserError(
            msg("There is no day {said} in the calendar. Please check the date.", said=text)
        )
