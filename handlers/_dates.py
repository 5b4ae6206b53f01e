"""Dates as a command takes them: periods counted, and the other authority's closed days said in time."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import NamedTuple

from chat.context import Context
from chat.fields import Answers, Choice, Field, Option
from chat.periods import Until
from core.acts import Given
from core.calendar import Calendar, Free
from core.deadlines import Rule, Since, reckon
from core.requests import Reference
from core.text import Message, msg

_KEEP = "keep"

UNTIL = Until(
    "day",
    msg("By which day do you need the answer?"),
    ahead=True,
    why=msg("They look at this date first: they accept it or propose another."),
)


class Places(NamedTuple):
    """Where the two authorities are; the first is the one that may be closed."""

    other: str
    own: str


def counted(ctx: Context, wish: date | Rule, since: Since, place: str) -> tuple[date, Rule | None]:
    """The day meant, and the period that leads to it; what begins with this command begins today."""
    if isinstance(wish, date):
        return wish, None
    event = wish.event or ctx.today
    last = reckon(wish, event, ctx.services.calendar, place).last
    return last, replace(wish, event=event) if wish.since is since else wish


async def given_day(ctx: Context, name: Reference, wish: date | Rule | None, since: Since) -> Given:
    """A period is counted by the days on which the answering authority works."""
    if wish is None:
        return Given()
    case = await ctx.services.exchange.show(ctx.person, name)
    day, rule = counted(ctx, wish, since, case.view.outline.term.place)
    return Given(day=day, rule=rule)


def closed_there(ctx: Context, day: date, places: Places) -> Sequence[Field]:
    """A question, where the other authority is closed on this day: another one, or this all the same."""
    calendar = ctx.services.calendar
    free = calendar.free(day, places.other)
    if free is None:
        return ()
    better = open_for_both(calendar, day, places)
    return (
        Choice(
            # By its day: another day is another question.
            f"better.{day.isoformat()}",
            _closed(free, day, calendar, places.other),
            (
                Option(better.isoformat(), msg("Take {day}", day=better)),
                Option(_KEEP, msg("Keep {day}", day=day)),
            ),
            hint=msg("On {day} both authorities work. For another day, write `back`.", day=better),
        ),
    )


async def closed_then(ctx: Context, answers: Answers) -> Sequence[Field]:
    """For a request that is there: the other authority's closed days are said in time."""
    if not answers.get("day"):
        return ()
    view = (await ctx.services.exchange.show(ctx.person, Reference(answers["reference"]))).view
    own = (await ctx.authorities(view.asker))[view.asker]
    there = view.outline.term.place
    day, _rule = counted(ctx, UNTIL.value(answers["day"]), Since.SENT, there)
    return closed_there(ctx, day, Places(there, own.place))


def open_for_both(calendar: Calendar, day: date, places: Places) -> date:
    """This day or the first after it on which both work."""
    while any(not calendar.is_working(day, place) for place in places):
        day = calendar.working_from(calendar.working_from(day, places.other), places.own)
    return day


def chosen_day(day: date, better: Mapping[str, str]) -> date:
    """``better``: by day, what was chosen instead."""
    chosen = better.get(day.isoformat(), _KEEP)
    return day if chosen == _KEEP else date.fromisoformat(chosen)


def _closed(free: Free, day: date, calendar: Calendar, place: str) -> Message:
    """The day names its weekday itself."""
    if free is Free.HOLIDAY:
        return msg(
            "On {day} the other authority is closed: {holiday}. Which day do you want?",
            day=day,
            holiday=calendar.holiday(day, place),
        )
    return msg("On {day} the other authority is closed. Which day do you want?", day=day)
