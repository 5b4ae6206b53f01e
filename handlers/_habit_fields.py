"""How one is reminded, as the questions of a form; what is left out stays as it is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import time

from chat.fields import Choice, Field, Option
from chat.wishes import DaysBefore, Hour
from core.habits import Habits
from core.text import Message, msg
from handlers._reminding import habit_facts


@dataclass(frozen=True, slots=True, kw_only=True)
class Chosen:
    ending: str
    days: tuple[int, ...] | None = None
    hour: time | None = None
    how: str | None = None
    free: str | None = None
    early: time | None = None
    late: time | None = None

    @property
    def wish(self) -> Habits:
        return Habits(
            reply_days_before=self.days,
            hour=self.hour,
            not_before=self.early,
            not_after=self.late,
            working_days=None if self.free is None else self.free == "working",
            single=None if self.how is None else self.how == "single",
        )


def habit_fields(habits: Habits) -> Sequence[Field]:
    """``habits``: all that counts now."""
    how, days, _arrival, free, quiet, *_away = habit_facts(habits)
    return (
        DaysBefore(
            "days",
            msg("How many days before an answer is due should I remind you?"),
            msg(
                "For example: 5, 2. It is now: {value}. Leave this out to keep it.",
                value=days.value,
            ),
            required=False,
        ),
        Hour("hour", msg("At what time of day?"), _now(how.value), required=False),
        Choice("how", msg("How should it come?"), _HOW, required=False),
        Choice("free", msg("On Saturdays, Sundays and holidays?"), _FREE, _now(free.value), False),
        Hour("early", msg("Before which hour should I be quiet?"), _now(quiet.value), False),
        Hour("late", msg("From which hour on should I be quiet?"), _now(quiet.value), False),
    )


def _now(value: Message) -> Message:
    return msg("It is now: {value}. Leave this out to keep it.", value=value)


_HOW = (
    Option("together", msg("All that matters that day in one message")),
    Option("single", msg("Each thing in a message of its own")),
)
_FREE = (
    Option("working", msg("Only what is due that very day")),
    Option("any", msg("Reminders as on any other day")),
)
