"""Wishes about reminders as people write them: 5 and 2 days before, not before 8, only working days."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import time
from typing import Any

from chat.ear import Hearing
from chat.fields import Text
from core.errors import UserError
from core.folding import fold_words
from core.habits import Habits
from core.text import Listing, Message, as_written, msg, words

_CLOCK = re.compile(r"(?<!\d)(\d{1,2})\s*[:.hH]\s*([0-5]\d)(?!\d)")
_HOUR = r"(\d{1,2})(?:h([0-5]\d)?)?(?!\S)"
_LONGEST = 60
_USUAL = "usual"

_AND = words("and | or")
_BEFORE = words("days before | day before | days before the date")
_AFTER = words("days after arrival | day after arrival | days after it has come")
_ITSELF = words("on the day | on the day itself | on that day")
_NOT_BEFORE = words("not before | never before")
_NOT_AFTER = words("not after | never after")
_WORKING = words("only working days | only on working days | working days only")
_ANY_DAY = words("any day | every day | on free days too")
_SINGLE = words("one by one | each by itself | single messages")
_TOGETHER = words("together | all together | in one message")
_AT = words("at | at about")
_AS_USUAL = words("as usual")


class NotRead(UserError):
    field = "wish"

    def __init__(self, said: str) -> None:
        super().__init__(
            msg(
                "I cannot read `{said}`. Please write it like this: “5 and 2 days before”, "
                "“not before 8”, “not after 18”, “only working days”, “at 8:30”, “one by one”, "
                "“together” or “as usual”.",
                said=said[:40],
            )
        )


@dataclass(frozen=True, slots=True)
class Wish(Text):
    """What one wishes, in a sentence; the answer is kept as it was written once it can be read."""

    def hear(self, said: str, hearing: Hearing) -> str:
        found = read_wish(said, hearing)
        return stored(found) if found else _USUAL

    def value(self, answer: str) -> Habits | None:  # type: ignore[override]
        """``None``: as it is for everybody."""
        return None if answer == _USUAL else read_stored(answer)

    def show(self, answer: str) -> Message:
        return as_written(answer)


@dataclass(frozen=True, slots=True)
class Hour(Text):
    """A time of day: 8, 8:30, 8.30, 8h30."""

    @property
    def good(self) -> Message:
        return msg("A time of the day by your own clock, as in 10:30.")

    def hear(self, said: str, hearing: Hearing) -> str:
        return read_hour(said).isoformat("minutes")

    def value(self, answer: str) -> time:  # type: ignore[override]
        return time.fromisoformat(answer)


@dataclass(frozen=True, slots=True)
class DaysBefore(Text):
    """Numbers of days: 5 and 2; 0 for the day itself, which is never left out."""

    def hear(self, said: str, hearing: Hearing) -> str:
        if not re.search(r"\d", said) or re.search(r"\d{4}", said):
            raise UserError(
                msg(
                    "I cannot read `{said}` as numbers of days. Please write them like this: 5, 2.",
                    said=said[:40],
                )
            )
        return _out_days(tuple(sorted({*_numbers(said, least=0), 0}, reverse=True)))

    def value(self, answer: str) -> tuple[int, ...]:  # type: ignore[override]
        return _in_days(answer)

    def show(self, answer: str) -> Message:
        before = Listing(tuple(str(day) for day in _in_days(answer) if day))
        if not before.items:
            return msg("on the day itself")
        return msg("{days}, and on the day itself", days=before)


def read_hour(said: str) -> time:
    text = _spelled(said)
    found = re.fullmatch(r"\D*?" + _HOUR + r"\D*", text)
    if found is None or int(found[1]) > 23:
        raise UserError(
            msg(
                "I cannot read `{said}` as a time of day. Please write it like 8:30.",
                said=said[:40],
            )
        )
    return time(int(found[1]), int(found[2] or 0))


def read_wish(said: str, hearing: Hearing) -> Habits | None:
    """``None``: everything as usual. Raises ``UserError`` for what is no wish."""
    reading = _Reading(_spelled(said), hearing)
    if reading.has(_AS_USUAL):
        return None
    found: dict[str, Any] = {}
    for read in (_hours, _days, _flags):
        found |= read(reading)
    if not found or reading.left():
        raise NotRead(said)
    return Habits(**found)


def _spelled(said: str) -> str:
    """Folded; an hour with minutes is one word."""
    return fold_words(_CLOCK.sub(r"\1h\2", said))


@dataclass(slots=True)
class _Reading:
    """A sentence out of which what has been understood is taken."""

    text: str
    hearing: Hearing

    def take(self, before: str, label: Message, after: str = "") -> re.Match[str] | None:
        said = "|".join(sorted(map(re.escape, self.hearing.ear.phrases(label)), key=len)[::-1])
        found = re.search(rf"(?<!\S){before}(?:{said}){after}(?!\S)", self.text)
        if found:
            self.text = f"{self.text[: found.start()]} {self.text[found.end() :]}"
            self.text = " ".join(self.text.split())
        return found

    def has(self, label: Message) -> bool:
        return self.take("", label) is not None

    def left(self) -> str:
        """What was not understood."""
        joining = self.hearing.ear.phrases(_AND)
        return " ".join(word for word in self.text.split() if word not in joining)

    @property
    def numbers(self) -> str:
        joining = "|".join(map(re.escape, self.hearing.ear.phrases(_AND)))
        return rf"(\d{{1,3}}(?: (?:(?:{joining}) )?\d{{1,3}})*) "


def _hours(reading: _Reading) -> Mapping[str, Any]:
    labels = {"not_before": _NOT_BEFORE, "not_after": _NOT_AFTER, "hour": _AT}
    found: dict[str, Any] = {}
    for name, label in labels.items():
        said = reading.take("", label, " " + _HOUR)
        if said:
            found[name] = read_hour(f"{said[1]}h{said[2] or '00'}")
    return found


def _days(reading: _Reading) -> Mapping[str, Any]:
    found: dict[str, Any] = {}
    arrived = reading.take(reading.numbers, _AFTER)
    if arrived:
        found["acceptance_days"] = tuple(sorted(_numbers(arrived[1], least=1)))
    before = reading.take(reading.numbers, _BEFORE)
    if reading.has(_ITSELF) or before:
        days = _numbers(before[1], least=0) if before else set()
        found["reply_days_before"] = tuple(sorted({*days, 0}, reverse=True))
    return found


def _numbers(said: str, least: int) -> set[int]:
    days = {int(each) for each in re.findall(r"\d+", said)}
    if min(days) < least or max(days) > _LONGEST:
        raise UserError(msg("I remind at most 60 days before or after. Please choose fewer days."))
    return days


def _flags(reading: _Reading) -> Mapping[str, Any]:
    labels: Mapping[tuple[str, bool], Message] = {
        ("working_days", True): _WORKING,
        ("working_days", False): _ANY_DAY,
        ("single", True): _SINGLE,
        ("single", False): _TOGETHER,
    }
    return {name: value for (name, value), label in labels.items() if reading.has(label)}


def stored(wish: Habits) -> str:
    """As a form keeps it."""
    return ";".join(f"{n}={_OUT[n](v)}" for n in _OUT if (v := getattr(wish, n)) is not None)


def read_stored(text: str) -> Habits:
    parts = dict(part.split("=", 1) for part in text.split(";"))
    return Habits(**{name: _IN[name](value) for name, value in parts.items()})


def _out_days(days: tuple[int, ...]) -> str:
    return ",".join(map(str, days))


def _in_days(text: str) -> tuple[int, ...]:
    return tuple(int(each) for each in text.split(",") if each)


def _out_hour(hour: time) -> str:
    return hour.isoformat("minutes")


_OUT: Mapping[str, Callable[[Any], str]] = {
    "reply_days_before": _out_days,
    "acceptance_days": _out_days,
    "hour": _out_hour,
    "not_before": _out_hour,
    "not_after": _out_hour,
    "working_days": lambda yes: str(int(yes)),
    "single": lambda yes: str(int(yes)),
}
_IN: Mapping[str, Callable[[str], Any]] = {
    "reply_days_before": _in_days,
    "acceptance_days": _in_days,
    "hour": time.fromisoformat,
    "not_before": time.fromisoformat,
    "not_after": time.fromisoformat,
    "working_days": lambda text: text == "1",
    "single": lambda text: text == "1",
}
