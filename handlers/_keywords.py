"""What an authority is competent in, area by area, in its own words: it is found by them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from chat.context import Services
from chat.fields import Text
from core.authorities import Authority
from core.people import ALL_AREAS, AreaId
from core.text import Message, as_written, msg

_MOST = 20
# What stands for all areas in the name of a question.
_ALL = "all"


def keywords_fields(
    services: Services, areas: Sequence[AreaId], known: Authority | None = None
) -> Iterator[Text]:
    """One question for each area; what holds for all of them is asked where it was said."""
    if known and known.keywords(ALL_AREAS):
        yield _field(ALL_AREAS, msg("all areas"), known)
    for area in areas:
        yield _field(area, services.content.areas.label(area), known)


def _field(area: AreaId, label: Message, known: Authority | None) -> Text:
    name = _ALL if area == ALL_AREAS else area
    now = ", ".join(known.keywords(area)) if known else ""
    return Text(
        f"keywords.{name}",
        msg("In what is it competent: {area}? A few keywords, with commas between.", area=label),
        hint=now_is(now)
        or msg("For example: hairdressers, beauty salons. Others find it by these words."),
        required=False,
        max_length=500,
    )


def now_is(value: str) -> Message | None:
    if not value:
        return None
    return msg(
        "It is now: {value}. Leave this out to keep it, or write `-` to delete it.",
        value=as_written(value),
    )


def keywords_in(said: Mapping[str, str | None]) -> Mapping[AreaId, tuple[str, ...]]:
    """Only of the areas that were answered; a dash empties."""
    return {
        ALL_AREAS if name == _ALL else AreaId(name): _words(text)
        for name, text in said.items()
        if text
    }


def _words(text: str) -> tuple[str, ...]:
    words = (word.strip(" -") for word in text.split(","))
    return tuple(dict.fromkeys(word for word in words if word))[:_MOST]
