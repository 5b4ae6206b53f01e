"""Choose the time zone in which one works."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache
from zoneinfo import available_timezones

from chat.chapters import Chapter
from chat.command import Command
from chat.context import Context
from chat.fields import Answers, Option, Search
from chat.form import Form
from chat.message import Reply, Tone, say
from core.errors import UserError
from core.likeness import nearest
from core.text import as_written, msg, words
from handlers._oneself import change_oneself

_HITS = 20
_CONTINENTS = ("Africa", "America", "Asia", "Atlantic", "Australia", "Europe", "Indian", "Pacific")


@dataclass(frozen=True, slots=True)
class Wanted:
    zone: str


async def time_zone(ctx: Context, wanted: Wanted) -> Reply:
    if wanted.zone not in _zones():
        raise UserError(msg("I do not know this time zone. Write the name of a capital, please."))
    await change_oneself(ctx, lambda person: replace(person, time_zone=wanted.zone), replanned=True)
    said = msg("From now on your clock is that of **{zone}**.", zone=wanted.zone)
    return say(said, tone=Tone.GOOD)


@cache
def _zones() -> frozenset[str]:
    """Those with a town in their name, and UTC."""
    named = (zone for zone in available_timezones() if zone.partition("/")[0] in _CONTINENTS)
    return frozenset((*named, "UTC"))


async def _find(_ctx: Context, _answers: Answers, said: str) -> Sequence[Option]:
    named = ((zone.rpartition("/")[2].replace("_", " "), zone) for zone in sorted(_zones()))
    return [Option(zone, as_written(zone)) for zone in nearest(said, named)[:_HITS]]


async def _pick(_ctx: Context, _answers: Answers, value: str) -> Option | None:
    return Option(value, as_written(value)) if value in _zones() else None


COMMAND = Command(
    name="time zone",
    words=words("time zone | timezone | change time zone | my time zone"),
    summary=msg("Choose your time zone"),
    form=Form(
        title=msg("Time zone"),
        fields=(
            Search(
                "zone",
                msg("In which time zone do you work?"),
                _find,
                _pick,
                hint=msg("Write the name of a capital, for example Riga."),
            ),
        ),
        into=Wanted,
    ),
    run=time_zone,
    chapter=Chapter.ONESELF,
    practised=False,
)
