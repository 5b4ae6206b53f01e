"""Catalogues read straight from ``.po`` files, and the voice that speaks one reader's language."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cached_property, lru_cache
from gettext import NullTranslations
from pathlib import Path
from typing import Literal
from zoneinfo import ZoneInfo

from babel import Locale
from babel.dates import (
    format_date,
    format_datetime,
    get_day_names,
    get_month_names,
    get_timezone_location,
)
from babel.lists import format_list
from babel.numbers import format_decimal
from babel.support import Translations

from bot.capitals import zone_of_city
from bot.catalogues import compiled
from bot.tongues import Tongues
from chat.dialogue import CONTINUE
from chat.markup import Span, Spans, fill, parse, plain
from core.folding import fold_words
from core.text import City, Country, Listing, Message, Named, OtherNames, Tongue, Town, Typed, Value

SOURCE = "en"
# The plain codes mean American English and Brazilian Portuguese.
_REGIONAL = {"en": "en_GB", "pt": "pt_PT"}
_DOMAINS = ("bot", "content")
_DAY = Message("EEE d MMM y", context="date pattern")
_MOMENT = Message("EEE d MMM y, HH:mm", context="date pattern")

_WIDTHS: Sequence[Literal["wide", "abbreviated"]] = ("wide", "abbreviated")
_CONTEXTS: Sequence[Literal["format", "stand-alone"]] = ("format", "stand-alone")
_SHORTEST_ALIKE = 5

Words = Mapping[str, Message]
# What may be answered where something is chosen, by command and by the answer's own word.
Options = Mapping[str, Mapping[str, Message]]


def load(folder: Path, languages: Collection[str]) -> Mapping[str, NullTranslations]:
    """Each language's catalogues in one; the source language needs none."""
    return {language: _read(folder / language / "LC_MESSAGES") for language in languages}


def _read(folder: Path) -> NullTranslations:
    found: Translations | None = None
    for domain in _DOMAINS:
        path = folder / f"{domain}.po"
        if path.exists():
            read = compiled(path)
            found = read if found is None else found.merge(read)
    return found or NullTranslations()


@dataclass(frozen=True, eq=False)
class Voice:
    """One reader's language and clock; turns messages into spans.

    There is one for all readers of a language and a time zone. ``words`` holds each command's typed
    words, so that a command is shown as this reader would type it.
    """

    language: str
    time_zone: str
    translations: NullTranslations = field(default_factory=NullTranslations, repr=False)
    words: Words = field(default_factory=dict, repr=False)
    options: Options = field(default_factory=dict, repr=False)

    def spans(self, message: Message) -> Spans:
        parsed, values = _parsed(self.template(message)), message.values
        return fill(parsed, lambda name: self._spans(values[name])) if values else parsed

    def text(self, message: Message) -> str:
        return plain(self.spans(message))

    def typed(self, run: str) -> str:
        """A button's command in this reader's words: ``mani uzdevumi``."""
        parts = run.split(" ")
        for length in range(len(parts), 0, -1):
            name = " ".join(parts[:length])
            if name in self.words:
                own = self.template(self.words[name]).split("|")[0].strip()
                return " ".join((own, *self._answers(name, parts[length:])))
        return run

    def _answers(self, command: str, given: Sequence[str]) -> Iterator[str]:
        labels = self.options.get(command, {})
        return (self.text(labels[each]) if each in labels else each for each in given)

    def template(self, message: Message) -> str:
        """The source text as this reader's catalogue has it, its placeholders still empty."""
        if message.plural is not None:
            return self.translations.ngettext(message.singular, message.plural, message.count)
        if message.context is not None:
            return str(self.translations.pgettext(message.context, message.singular))
        return self.translations.gettext(message.singular)

    def _spans(self, value: Value) -> Spans:
        if isinstance(value, Message):
            return self.spans(value)
        return (Span(self._text(value)),)

    def _text(self, value: Value) -> str:
        match value:
            case Message():
                return self.text(value)
            case Named() | OtherNames():
                return self._name(value)
            case Listing(items):
                return self._listed([self._text(item) for item in items])
            case City() | Town():
                return self._city(value)
            case Country(code):
                return str(self._locale.territories.get(code, code))
            case Tongue():
                return self._language(value)
            case Typed(run):
                return self.typed(run)
            case _:
                return self._plain_value(value)

    def _listed(self, texts: Sequence[str]) -> str:
        """Questions are whole sentences: they follow one another."""
        if all(text.endswith("?") for text in texts):
            return " ".join(texts)
        return format_list(texts, locale=self._locale)

    def _name(self, value: Named | OtherNames) -> str:
        if isinstance(value, OtherNames):
            shown = self._name(value.named)
            return self._text(Listing(tuple(name for name in value.names if name != shown)))
        names = value.names
        return names.get(self.language) or names.get(SOURCE) or next(iter(names.values()))

    def _city(self, city: City | Town) -> str:
        if isinstance(city, City):
            return get_timezone_location(city.zone, self._locale, return_city=True)
        zone = zone_of_city(city.country, city.name)
        return self._city(City(zone)) if zone else city.name

    def _plain_value(self, value: str | int | date | datetime) -> str:
        match value:
            case datetime():
                zone = ZoneInfo(self.time_zone)
                return format_datetime(value, self.template(_MOMENT), zone, self._locale)
            case date():
                return format_date(value, self.template(_DAY), self._locale)
            case int():
                return format_decimal(value, locale=self._locale)
            case _:
                return value

    def _language(self, tongue: Tongue) -> str:
        if tongue.own_name:
            name = Locale.parse(tongue.code).get_language_name(tongue.code) or tongue.code
            return name[:1].upper() + name[1:]
        return str(self._locale.languages.get(tongue.code, tongue.code))

    @cached_property
    def _locale(self) -> Locale:
        return Locale.parse(_REGIONAL.get(self.language, self.language))


class Languages:
    """Every enabled language at once: gives each reader a voice, and hears all of them."""

    def __init__(
        self,
        catalogues: Mapping[str, NullTranslations],
        words: Words,
        options: Options | None = None,
    ) -> None:
        self._catalogues = catalogues
        self._options = options or {}
        self._words = {**words, "continue": CONTINUE}
        self._voices: dict[tuple[str, str], Voice] = {}
        self._phrases: Callable[[Message], frozenset[str]] = _remembered(self._all_phrases)

    @cached_property
    def _tongues(self) -> Tongues:
        voices = [self.voice(language, "UTC") for language in self._catalogues]
        return Tongues(voices, tuple(self._words.values()))

    @property
    def codes(self) -> tuple[str, ...]:
        return tuple(self._catalogues)

    def voice(self, language: str, time_zone: str) -> Voice:
        known = language if language in self._catalogues else SOURCE
        if (known, time_zone) not in self._voices:
            translations = self._catalogues.get(known, NullTranslations())
            self._voices[known, time_zone] = Voice(
                known, time_zone, translations, self._words, self._options
            )
        return self._voices[known, time_zone]

    def phrases(self, alternatives: Message) -> Collection[str]:
        return self._phrases(alternatives)

    def same(self, said: str, label: Message) -> bool:
        return fold_words(said) in self._phrases(label) if said.strip() else False

    def named(self, said: str) -> str | None:
        return self._tongues.named(said)

    def spoken(self, said: str) -> str | None:
        return self._tongues.spoken(said)

    def put(self, message: Message, language: str) -> str:
        return self.voice(language, "UTC").text(message)

    def month(self, name: str) -> int | None:
        """By its name, or by a beginning that only one month has, whatever case it stands in."""
        said = fold_words(name)
        if said in self._months:
            return self._months[said]
        alike: set[int] = {
            n for known, n in self._months.items() if known[:4] == said[:4] and len(said) > 3
        }
        return alike.pop() if len(alike) == 1 else None

    def weekday(self, name: str) -> int | None:
        """By its name, its first word ("sexta"), or all of it but its ending ("piektdien"). Monday is 0."""
        said = fold_words(name)
        alike = {
            n
            for known, n in self._weekdays.items()
            if said in (known, known.partition(" ")[0]) or _but_ending(known, said)
        }
        return alike.pop() if len(alike) == 1 else None

    def _all_phrases(self, alternatives: Message) -> frozenset[str]:
        spoken = [self.voice(language, "UTC") for language in self._catalogues]
        texts = [voice.text(alternatives) for voice in spoken] + [alternatives.singular]
        return frozenset(fold_words(part) for text in texts for part in text.split("|")) - {""}

    @cached_property
    def _weekdays(self) -> Mapping[str, int]:
        return {
            fold_words(name): number
            for language in self._catalogues
            for width in _WIDTHS
            for context in _CONTEXTS
            for number, name in get_day_names(width, context, language).items()
        }

    @cached_property
    def _months(self) -> Mapping[str, int]:
        return {
            fold_words(name): number
            for language in self._catalogues
            for width in _WIDTHS
            for context in _CONTEXTS
            for number, name in get_month_names(width, context, language).items()
        }


def _but_ending(known: str, said: str) -> bool:
    return (
        len(said) >= _SHORTEST_ALIKE and len(known) - len(said) in (1, 2) and known.startswith(said)
    )


@lru_cache(maxsize=4096)
def _parsed(template: str) -> Spans:
    return parse(template)


def _remembered(ask: Callable[[Message], frozenset[str]]) -> Callable[[Message], frozenset[str]]:
    """Remember answers for texts without values; the others differ each time."""
    known: dict[tuple[str, str | None], frozenset[str]] = {}

    def answer(message: Message) -> frozenset[str]:
        if message.values:
            return ask(message)
        key = message.singular, message.context
        if key not in known:
            known[key] = ask(message)
        return known[key]

    return answer
