"""What capitals, and the other cities by whose clocks time zones go, are called: CLDR's names in all languages."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache

from babel import Locale
from babel.core import get_global

from core.folding import fold_words

LANGUAGES = (
    *("bg", "cs", "da", "de", "el", "en", "es", "et", "fi", "fr", "ga", "hr", "hu", "is"),
    *("it", "lt", "lv", "mt", "nb", "nl", "nn", "pl", "pt", "ro", "sk", "sl", "sv"),
)


def capitals(countries: frozenset[str]) -> Iterator[tuple[str, str]]:
    """Time zones of these countries with what their city is called."""
    for zone, country in get_global("zone_territories").items():
        if country in countries:
            yield from ((zone, name) for name in _names(zone))


def zone_of_city(country: str, name: str) -> str | None:
    """The time zone whose city this is, however it is called."""
    return _zones(country).get(fold_words(name))


@cache
def _zones(country: str) -> Mapping[str, str]:
    return {fold_words(name): zone for zone, name in capitals(frozenset({country}))}


def _names(zone: str) -> Iterator[str]:
    yield zone.rpartition("/")[2].replace("_", " ")
    for language in LANGUAGES:
        if city := Locale.parse(language).time_zones.get(zone, {}).get("city"):
            yield city
