"""Days as people write them: 30.11., 30/11/26, 30 November 2026, November 30, 2026-11-30, +14."""

from __future__ import annotations

import re
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, timedelta

from core.errors import UserError
from core.text import msg

_ISO = re.compile(r"(?P<year>\d{4})[-./](?P<month>\d{1,2})[-./](?P<day>\d{1,2})\.?")
_NUMBERS = re.compile(
    r"(?P<day>\d{1,2})\s*[./-]\s*(?P<month>\d{1,2})\s*(?:[./-]\s*(?P<year>\d{4}|\d{2})?)?\.?"
)
_YEAR = r"(?:,?\s*(?:de\s+)?(?P<year>\d{4})\.?(?:\s*(?:gada|g)\.?)?)?"
_DAY_FIRST = re.compile(
    r"(?P<day>\d{1,2})(?:st|nd|rd|th|º)?\.?\s*(?:of\s+|de\s+)?(?P<name>[^\W\d_]{3,})\.?" + _YEAR
)
_MONTH_FIRST = re.compile(r"(?P<name>[^\W\d_]{3,})\.?\s+(?P<day>\d{1,2})(?:st|nd|rd|th)?" + _YEAR)
_LATVIAN = re.compile(
    r"(?P<year>\d{4})\.\s*gada\s+(?P<day>\d{1,2})\.\s*(?P<name>[^\W\d_]{3,})", re.IGNORECASE
)
_FORMS = (_ISO, _NUMBERS, _LATVIAN, _DAY_FIRST, _MONTH_FIRST)
_AHEAD = re.compile(r"\+\s*(\d{1,3})\s*d?")
_MONTHS = 12


@dataclass(frozen=True, slots=True)
class Written:
    """What was written of a day; no ``year`` means the next such day to come."""

    day: int
    month: int
    year: int | None


def read_day(said: str, today: date, month: Callable[[str], int | None]) -> date:
    """Raises ``UserError`` for what is no day, or none of the calendar's."""
    text = " ".join(said.split())
    if ahead := _AHEAD.fullmatch(text):
        return today + timedelta(days=int(ahead[1]))
    found = next((_written(m, month) for form in _FORMS if (m := form.fullmatch(text))), None)
    if found is None:
        raise UserError(
            msg(
                "I cannot read `{said}` as a date. Please write day, month and year: 30.11.2026.",
                said=text[:40],
            )
        )
    return _in_calendar(text, found, today)


def _written(match: re.Match[str], month: Callable[[str], int | None]) -> Written | None:
    parts = match.groupdict()
    number = int(parts["month"]) if parts.get("month") else month(parts["name"])
    if number is None:
        return None
    year = parts["year"]
    return Written(int(parts["day"]), number, int(year) + 2000 * (len(year) == 2) if year else None)


def _in_calendar(text: str, found: Written, today: date) -> date:
    """Without a year: the first such day from today on."""
    years = range(today.year, today.year + 9) if found.year is None else (found.year,)
    for year in years:
        with suppress(ValueError):
            day = date(year, found.month, found.day)
            if found.year is not None or day >= today:
                return day
    if found.month > _MONTHS >= found.day:
        raise UserError(msg("Please write the day first, then the month: 30.11.2026."))
    raise UserError(
        msg("There is no day {said} in the calendar. Please check the date.", said=text[:40])
    )
