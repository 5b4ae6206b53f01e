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
from core.text import Country, Listing, Message, Named, Tongue, as_written, msg
from core.training_plans import MOST_MINUTES, MOST_SEATS
from core.trainings import Training
from handlers._admission import ROLES

OWN, EVERY, SOME = "own", "every", "some"
_LONGEST_TITLE = 150


def title_fields(ctx: Context, now: Training | None = None) -> tuple[Text, ...]:
    """In the speaker's language, and in the others if they like; with ``now`` nothing has to be answered again."""
    enabled = ctx.services.settings.languages
    others = [code for code in enabled if code != ctx.language]
    first = msg("What is it called in {language}?", language=Tongue(ctx.language))
    return (
        _title(ctx.language, first, now, required=now is None),
        *(_title(code, msg("And in {language}?", language=Tongue(code)), now) for code in others),
    )


def _title(code: str, label: Message, now: Training | None, *, required: bool = False) -> Text:
    known = now.titles.names.get(code) if now else None
    hint = _now(as_written(known)) if known else None
    return Text(f"title.{code}", label, hint, required, max_length=_LONGEST_TITLE)


def titles_of(given: Mapping[str, str]) -> Named:
    return Named({code: text for code, text in given.items() if text})


def time_fields(ctx: Context) -> tuple[Field, ...]:
    return (*when_fields(ctx, None), minutes_field(None), place_field(None))


def when_fields(ctx: Context, now: Training | None) -> tuple[Field, ...]:
    local = now.starts.astimezone(ZoneInfo(ctx.time_zone)) if now else None
    day = msg("{day}", day=local.date()) if local else None
    hour = as_written(f"{local:%H:%M}") if local else None
    needed = now is None
    zone = msg("By your own clock ({zone}), for example 10:30.", zone=ctx.time_zone)
    return (
        Day(
            "day",
            msg("On which day?"),
            _now(day),
            needed,
            why=msg("It is shown to everybody by their own clock."),
        ),
        Hour(
            "hour",
            msg("At what time does it begin?"),
            _now(hour) or zone,
            needed,
            why=msg("I remind those who come the day and an hour before."),
        ),
    )


def minutes_field(now: Training | None) -> Number:
    value = _now(msg("{n}", n=now.minutes) if now else None)
    label = msg("How many minutes does it take?")
    return Number("minutes", label, value, now is None, most=MOST_MINUTES)


def place_field(now: Training | None) -> Venue:
    value = _now(as_written(now.place) if now else None)
    usual = msg("A room, or the address (https://…) at which one joins.")
    return Venue(
        "place",
        msg("Where is it?"),
        value or usual,
        now is None,
        why=msg("It stands in the invitation; whoever has a seat can join from there."),
    )


def seats_field(now: Training | None) -> Number:
    value = _now(msg("{n}", n=now.seats) if now else None)
    return Number(
        "seats",
        msg("How many seats are there?"),
        value,
        now is None,
        most=MOST_SEATS,
        why=msg("Whoever comes later waits, and moves up by themselves when a seat is given up."),
    )


def audience_fields() -> tuple[Field, ...]:
    return (
        languages_field(None),
        Choice(
            "whom",
            msg("For officials of which countries?"),
            (
                Option(OWN, msg("My country")),
                Option(EVERY, msg("All countries")),
                Option(SOME, msg("Countries that I choose")),
            ),
            why=msg("Nobody else sees it."),
        ),
    )


def languages_field(now: Training | None) -> Choices:
    options = tuple(Option(code, msg("{language}", language=Tongue(code))) for code in LANGUAGES)
    known = Listing(tuple(map(Tongue, now.languages))) if now else None
    hint = _now(msg("{languages}", languages=known)) if known else None
    label = msg("In which languages is it held?")
    why = msg("Those whose language is among them are offered it first.")
    return Choices("languages", label, options, hint, now is None, why=why)


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
        why=msg("Nobody else sees it."),
    )


def starts_at(ctx: Context, day: date, hour: time) -> datetime:
    return at_hour(day, hour, ctx.time_zone)


def _now(value: Message | None) -> Message | None:
    if value is None:
        return None
    return msg("It is now: {value}. Leave this out to keep it.", value=value)
