"""A text to be translated later: what to say, not yet in which language."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import TypeAlias


@dataclass(frozen=True, slots=True)
class Country:
    """A country by its ISO 3166-1 alpha-2 code, named in the reader's language when shown."""

    code: str


@dataclass(frozen=True, slots=True)
class Tongue:
    """A language by its ISO 639-1 code; shown in the reader's language, or by its own name."""

    code: str
    own_name: bool = False


@dataclass(frozen=True, slots=True)
class Named:
    """A name that exists in several languages, like an authority's: the reader's, English, or the first."""

    names: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class OtherNames:
    """Names of something, without the one by which ``named`` is shown to this reader."""

    named: Named
    names: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class City:
    """The city by whose clock a time zone goes: ``Europe/Lisbon`` is shown as Lisbon, Lisboa, Lisabona."""

    zone: str


@dataclass(frozen=True, slots=True)
class Town:
    """A town as somebody has written it: a capital is shown as its reader calls it, any other as it stands."""

    name: str
    country: str


@dataclass(frozen=True, slots=True)
class Typed:
    """A command as its reader would type it: ``my tasks`` is shown to a Latvian as ``mani uzdevumi``."""

    run: str


@dataclass(frozen=True, slots=True)
class Listing:
    """Several values, joined as the reader's language joins a list ("a, b and c")."""

    items: tuple[Value, ...]


@dataclass(frozen=True, slots=True)
class Message:
    """A source text with its values; the adapter translates it when it renders.

    ``context`` tells the catalogue apart what English spells alike (a command's word, a date pattern).
    """

    singular: str
    values: Mapping[str, Value] = field(default_factory=dict)
    plural: str | None = None
    count: int = 1
    context: str | None = None


Value: TypeAlias = (
    str
    | int
    | date
    | datetime
    | Country
    | City
    | Town
    | Tongue
    | Named
    | OtherNames
    | Typed
    | Listing
    | Message
)


def msg(singular: str, /, **values: Value) -> Message:
    return Message(singular, values)


def msgs(singular: str, plural: str, count: int, /, **values: Value) -> Message:
    return Message(singular, {"n": count, **values}, plural, count)


def words(alternatives: str, /) -> Message:
    """What a person may type, alternatives parted by ``|``; a catalogue may hold more or fewer."""
    return Message(alternatives, context="typed words")


def as_written(text: str, /) -> Message:
    """A person's own words or a proper name: shown as they stand, never translated."""
    return Message("{text}", {"text": text})
