"""What is asked of a training that is planned, and of one that changes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime, time
from zoneinfo import ZoneInfo

from chat.addresses import Venue
from chat.context import Context
from chat.fields import Answers, Choice, Choices, Day, Field, Option, Text
from chat.numbers import Number
from chat.wishes import Hour
from core.calendar import at_hour
from core.languages import LANGUAGES
from core.people import Role
from core.places import COUNTRIES
from core.text import Country, Message, Named, Tongue, as_written, msg
from core.training_plans import MOST_MINUTES, MOST_SEATS
from core.trainings import Training
from handlers._admission import ROLES

OWN, EVERY, SOME = "own", "every", "some"
_LONGEST_TITLE = 150


def title_fields(ctx: Context) -> tuple[Text, ...]:
    """In the speaker's language, and in the others if they like."""
    enabled = ctx.services.settings.languages
    others = [code for code in enabled if code != ctx.language]
    return (
        Text(
            f"title.{ctx.language}",
            msg("What is it called in {language}?", language=Tongue(ctx.language)),
            max_length=_LONGEST_TITLE,
        ),
        *(
            Text(
                f"title.{code}",
                msg("And in {language}?", language=Tongue(code)),
                required=False,
                max_length=_LONGEST_TITLE,
            )
            for code in others
        ),
    )


def titles_of(given: Mapping[str, str]) -> Named:
    return Named({code: text for code, text in given.items() if text})


def time_fields(ctx: Context, now: Training | None) -> tuple[Field, ...]:
    """With ``now`` nothing has to be answered again."""
    local = now.starts.astimezone(ZoneInfo(ctx.time_zone)) if now else None
    day = msg("{day}", day=local.date()) if local else None
    hour = as_written(f"{local:%H:%M}") if local else None
    needed = now is None
    zone = msg("By your own clock ({zone}), for example 10:30.", zone=ctx.time_zone)
    return (
        Day("day", msg("On which day?"), _now(day), needed),
        Hour("hour", msg("At what time does it begin?"), _now(hour) or zone, needed),
        Number(
            "minutes",
            msg("How many minutes does it take?"),
            _now(msg("{n}", n=now.minutes) if now else None),
            needed,
            most=MOST_MINUTES,
        ),
        Venue(
            "place",
            msg("Where is it?"),
            _now(as_written(now.place) if now else None)
            or msg("A room, or the address (https://…) at which one joins."),
            needed,
        ),
    )


def seats_field(now: Training | None) -> Number:
    value = _now(msg("{n}", n=now.seats) if now else None)
    return Number("seats", msg("How many seats are there?"), value, now is None, most=MOST_SEATS)


def audience_fields() -> tuple[Field, ...]:
    return (
        Choices(
            "languages",
            msg("In which languages is it held?"),
            tuple(Option(code, msg("{language}", language=Tongue(code))) for code in LANGUAGES),
        ),
        Choice(
            "whom",
            msg("For officials of which countries?"),
            (
                Option(OWN, msg("My country")),
                Option(EVERY, msg("All countries")),
                Option(SOME, msg("Countries that I choose")),
            ),
        ),
    )


async def country_fields(_ctx: Context, answers: Answers) -> Sequence[Field]:
    if answers["whom"] != SOME:
        return ()
    options = tuple(Option(code, msg("{country}", country=Country(code))) for code in COUNTRIES)
    return (Choices("countries", msg("Which countries?"), options),)


def role_field() -> Choices:
    return Choices(
        "roles",
        msg("Only for somebody who …"),
        tuple(Option(role.value, ROLES[role]) for role in Role),
        msg("Leave this out if it is for everybody."),
        required=False,
    )


def starts_at(ctx: Context, day: date, hour: time) -> datetime:
    return at_hour(day, hour, ctx.time_zone)


def _now(value: Message | None) -> Message | None:
    if value is None:
        return None
    return msg("It is now: {value}. Leave this out to keep it.", value=value)
