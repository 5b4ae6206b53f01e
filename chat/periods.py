"""Periods as people write them: 25 working days, 2 weeks from acceptance, 1 month from 12.5.2026."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from chat.ear import Hearing
from chat.fields import Day
from core.deadlines import Rule, Since, Unit
from core.errors import UserError
from core.text import Message, msg, msgs, words

_NUMBER = re.compile(r"(\d{1,3})\s+(\S.*)")
_WEEK = 7
_LONGEST = {Unit.DAYS: 365, Unit.WORKING_DAYS: 250, Unit.MONTHS: 12}
_FROM = words("from | after | counted from")
_UNITS: Sequence[tuple[Message, Unit, int]] = (
    (words("day | days | calendar day | calendar days"), Unit.DAYS, 1),
    (words("working day | working days"), Unit.WORKING_DAYS, 1),
    (words("week | weeks"), Unit.DAYS, _WEEK),
    (words("month | months"), Unit.MONTHS, 1),
)
_EVENTS: Mapping[Since, Message] = {
    Since.ACCEPTED: words("from acceptance | after acceptance"),
    Since.SENT: words("from sending | after sending"),
}


@dataclass(frozen=True, slots=True)
class Until(Day):
    """A day, or a period that leads to one; ``since``: from what it is counted where nothing is said."""

    since: Since = Since.SENT

    @property
    def good(self) -> Message:
        return msg("A day such as 23.03.2026, or a period such as 10 working days or 2 weeks.")

    def hear(self, said: str, hearing: Hearing) -> str:
        rule = read_period(said, hearing, self.since)
        # Not `super()`: a slotted dataclass is another class than the one it is written in.
        return rule.stored if rule else Day.hear(self, said, hearing)

    def value(self, answer: str) -> date | Rule:  # type: ignore[override]
        return Rule.read(answer) if " " in answer else date.fromisoformat(answer)

    def show(self, answer: str) -> Message:
        given = self.value(answer)
        return period(given) if isinstance(given, Rule) else msg("{day}", day=given)


def read_period(said: str, hearing: Hearing, since: Since) -> Rule | None:
    """``None`` for what does not begin like a period. Raises ``UserError`` for one that cannot be."""
    found = _NUMBER.fullmatch(" ".join(said.split()))
    if found is None:
        return None
    parts = found[2].split()
    for length in range(len(parts), 0, -1):
        for label, unit, times in _UNITS:
            if hearing.same(" ".join(parts[:length]), label):
                rule = Rule(int(found[1]) * times, unit, since)
                return _since(_checked(rule), parts[length:], hearing)
    return None


def _checked(rule: Rule) -> Rule:
    if not 1 <= rule.count <= _LONGEST[rule.unit]:
        raise UserError(msg("A period has at least one day and at most a year."))
    return rule


def _since(rule: Rule, rest: Sequence[str], hearing: Hearing) -> Rule:
    tail = " ".join(rest)
    if not tail:
        return rule
    for since, label in _EVENTS.items():
        if hearing.same(tail, label):
            return Rule(rule.count, rule.unit, since)
    for length in range(1, len(rest)):
        if hearing.same(" ".join(rest[:length]), _FROM):
            day = hearing.day(" ".join(rest[length:]))
            return Rule(rule.count, rule.unit, Since.DAY, day)
    raise UserError(
        msg(
            "A period is counted `from sending`, `from acceptance` or from a day such as 30.11.2026."
        )
    )


def period(rule: Rule) -> Message:
    said = length(rule)
    match rule.since:
        case Since.SENT:
            return msg("{period}, counted from sending", period=said)
        case Since.ACCEPTED:
            return msg("{period}, counted from acceptance", period=said)
        case Since.DAY:
            return msg("{period}, counted from {day}", period=said, day=rule.event or "")


def length(rule: Rule) -> Message:
    return _LENGTHS[rule.unit](rule.count)


_LENGTHS: Mapping[Unit, Callable[[int], Message]] = {
    Unit.DAYS: lambda n: msgs("one calendar day", "{n} calendar days", n),
    Unit.WORKING_DAYS: lambda n: msgs("one working day", "{n} working days", n),
    Unit.MONTHS: lambda n: msgs("one month", "{n} months", n),
}
