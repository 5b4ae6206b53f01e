"""Absences as people write them: from 1 to 14 August, until 14.8., today, 3.8. - 7.8."""

from __future__ import annotations

import re
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, timedelta

from chat.ear import Hearing
from chat.fields import Text
from core.errors import UserError
from core.habits import Stay
from core.text import Message, msg, words

_FROM = words("from | since")
_TO = words("to | until | till | through")
_YEAR = re.compile(r"\d{4}")
_HALF_A_YEAR = timedelta(days=183)
_LONE = re.compile(r"(\d{1,2})\.?(?:st|nd|rd|th)?")


@dataclass(frozen=True, slots=True)
class StayField(Text):
    @property
    def good(self) -> Message:
        return msg("The first day and the last, as in 02.03.2026 - 13.03.2026, or the first alone.")

    def hear(self, said: str, hearing: Hearing) -> str:
        stay = read_stay(said, hearing)
        return f"{stay.first.isoformat()} {stay.last.isoformat()}"

    def value(self, answer: str) -> Stay:  # type: ignore[override]
        first, last = answer.split(" ")
        return Stay(date.fromisoformat(first), date.fromisoformat(last))

    def show(self, answer: str) -> Message:
        return stay_told(self.value(answer))


def stay_told(stay: Stay) -> Message:
    return msg("from {first} to {last}", first=stay.first, last=stay.last)


def read_stay(said: str, hearing: Hearing) -> Stay:
    """One day alone is an absence of that day. Raises ``UserError``."""
    first, last = _parts(" ".join(said.split()), hearing)
    ends = _day(last, hearing)
    begins = _first(first, ends, hearing) if first is not None else ends
    if begins > ends:
        raise UserError(
            msg("The first day comes after the last. Please write the first day first.")
        )
    return Stay(begins, ends)


def _parts(said: str, hearing: Hearing) -> tuple[str | None, str]:
    """``until`` alone: from today on; ``first`` is ``None`` where only one day was named."""
    parts = said.split(" ")
    if len(parts) > 1 and hearing.same(parts[0], _FROM):
        parts = parts[1:]
    for place, word in enumerate(parts):
        between = word in ("-", "–", "—") or hearing.same(word, _TO)
        if between and place < len(parts) - 1:
            first, last = " ".join(parts[:place]), " ".join(parts[place + 1 :])
            return first or hearing.today.isoformat(), last
    return _beside(parts, hearing) or _spread(" ".join(parts))


def _beside(parts: Sequence[str], hearing: Hearing) -> tuple[str, str] | None:
    """``12.03.2026 20.03.2026``: two days without a word between them."""
    for place in range(1, len(parts)):
        first, last = " ".join(parts[:place]), " ".join(parts[place:])
        with suppress(UserError):
            hearing.day(first)
            hearing.day(last)
            return first, last
    return None


def _spread(said: str) -> tuple[str | None, str]:
    """``1.-14.8.``: a line between two days without spaces."""
    first, line, last = said.partition("-")
    if line and "-" not in last and _LONE.fullmatch(first.strip()):
        return first.strip(), last.strip()
    first, line, last = said.partition("–")
    return (first.strip(), last.strip()) if line else (None, said)


def _day(said: str, hearing: Hearing) -> date:
    return hearing.day(said)


def _first(said: str, last: date, hearing: Hearing) -> date:
    """A number alone is a day of the last one's month, or of the month before."""
    lone = _LONE.fullmatch(said)
    if lone is None:
        first = hearing.day(said)
        return first if _YEAR.search(said) else _before(first, last)
    for month in (last, last.replace(day=1) - timedelta(days=1)):
        with suppress(ValueError):
            day = month.replace(day=int(lone[1]))
            if day <= last:
                return day
    return hearing.day(said)


def _before(first: date, last: date) -> date:
    """A day without its year is the next to come: one that has begun already was this year's.

    What would have lasted for most of a year is rather two days in the wrong order.
    """
    if first <= last:
        return first
    with suppress(ValueError):
        earlier = first.replace(year=first.year - 1)
        if last - earlier <= _HALF_A_YEAR:
            return earlier
    return first
