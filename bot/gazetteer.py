"""What countries and cities are called in the languages of the Union and the EEA.

Names of countries, languages and capitals are CLDR's; the rest is content (`directory/countries.yaml`).
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from babel import Locale
from babel.core import get_global

from bot.capitals import LANGUAGES, capitals
from bot.documents import read_document
from core.questions import Tree
from core.search import Vocabulary

COUNTRIES = "directory/countries.yaml"
WORDS = "directory/words.yaml"
AREA_WORDS = "directory/area_words.yaml"
# Each country with the language that is called after it, if any: "Portuguese" is the language and the adjective.
_NAMESAKES = {
    **{"AT": "", "BE": "", "BG": "bg", "CY": "", "CZ": "cs", "DE": "de", "DK": "da", "EE": "et"},
    **{
        "ES": "es",
        "EU": "",
        "FI": "fi",
        "FR": "fr",
        "GR": "el",
        "HR": "hr",
        "HU": "hu",
        "IE": "ga",
    },
    **{
        "IS": "is",
        "IT": "it",
        "LI": "",
        "LT": "lt",
        "LU": "lb",
        "LV": "lv",
        "MT": "mt",
        "NL": "nl",
    },
    **{"NO": "no", "PL": "pl", "PT": "pt", "RO": "ro", "SE": "sv", "SI": "sl", "SK": "sk"},
}

# What stands before a country's name in Maltese and Irish ("il-Ġermanja", "an Ghearmáin"), and may not be typed.
_ARTICLE = re.compile(r"^(?:[iIlL][a-zċżġ]?-|an )")


def vocabulary(content: Path, areas: Mapping[str, frozenset[str]]) -> Vocabulary:
    """The words the search knows; ``areas`` leads from whatever areas are called to their ids.

    What they are called in languages the assistant does not speak is added.
    """
    tree = read_document(content / COUNTRIES, COUNTRIES).tree
    countries: defaultdict[str, set[str]] = defaultdict(set)
    for code, phrase in (*_names(tree), *_adjectives(tree)):
        countries[phrase].add(code)
    cities = _called(tree)
    extra = frozenset(word for line in _lines(tree, "extra") for word in _parted(line))
    known = {phrase: frozenset(codes) for phrase, codes in countries.items()}
    called = {phrase: set(ids) for phrase, ids in areas.items()}
    for area, phrase in _of_areas(read_document(content / AREA_WORDS, AREA_WORDS).tree):
        called.setdefault(phrase, set()).add(area)
    about = {phrase: frozenset(ids) for phrase, ids in called.items()}
    words = read_document(content / WORDS, WORDS).tree
    alike = tuple(frozenset(_parted(line)) for line in _lines(words, "words"))
    heads = frozenset(word for line in _lines(words, "heads") for word in _parted(line))
    return Vocabulary(known, about, cities, extra, alike, heads)


def _names(tree: Tree) -> Iterator[tuple[str, str]]:
    """Country codes with the codes and names of the country."""
    for code in _NAMESAKES:
        yield code, code
        for language in LANGUAGES:
            cases = _under(_under(tree, "cases"), language)
            name = Locale.parse(language).territories[code]
            for called in {name, _ARTICLE.sub("", name)}:
                yield from ((code, form) for form in _forms(called, cases))
    for long, codes in get_global("territory_aliases").items():
        if len(long) == 3 and long.isalpha() and len(codes) == 1 and codes[0] in _NAMESAKES:
            yield codes[0], long
    yield from _of_countries(tree, "names")


def _adjectives(tree: Tree) -> Iterator[tuple[str, str]]:
    """Country codes with what people and things of the country are called."""
    yield from _of_countries(tree, "adjectives")
    for language in LANGUAGES:
        endings = _under(_under(tree, "endings"), language)
        called = Locale.parse(language).languages
        for code, namesake in _NAMESAKES.items():
            if namesake in called:
                for form in _forms(called[namesake], endings):
                    yield code, form


def _forms(name: str, endings: Tree) -> Iterator[str]:
    yield name
    if isinstance(endings, dict):
        for ending, instead in endings.items():
            if name.endswith(ending):
                stem = name.removesuffix(ending)
                yield from (stem + other for other in _parted(instead))


def _called(tree: Tree) -> Mapping[str, str]:
    """Every name of a city with its key; a name itself comes before another one's form."""
    named = {phrase: key for key, phrase in (*_capitals(), *_cities(tree))}
    cases = _under(tree, "city_cases")
    return {form: key for name, key in named.items() for form in _forms(name, cases)} | named


def _capitals() -> Iterator[tuple[str, str]]:
    """Keys of cities that give a time zone its name, with what the city is called."""
    return capitals(frozenset(_NAMESAKES))


def _cities(tree: Tree) -> Iterator[tuple[str, str]]:
    """Keys of large cities with what they are called; a capital keeps its key."""
    capitals = {name: key for key, name in _capitals()}
    for line in _lines(tree, "cities"):
        names = _parted(line)
        key = next((capitals[name] for name in names if name in capitals), names[0])
        yield from ((key, name) for name in names)


def _of_areas(tree: Tree) -> Iterator[tuple[str, str]]:
    for area in tree if isinstance(tree, dict) else ():
        for line in _lines(tree, area):
            yield from ((area, phrase) for phrase in _parted(line))


def _of_countries(tree: Tree, part: str) -> Iterator[tuple[str, str]]:
    listed = _under(tree, part)
    if isinstance(listed, dict):
        for code, phrases in listed.items():
            yield from ((code, phrase) for phrase in _parted(phrases))


def _under(tree: Tree, key: str) -> Tree:
    return tree.get(key, "") if isinstance(tree, dict) else ""


def _lines(tree: Tree, part: str) -> Iterable[Tree]:
    listed = _under(tree, part)
    return listed if isinstance(listed, list) else []


def _parted(alternatives: Tree) -> list[str]:
    words = alternatives.split("|") if isinstance(alternatives, str) else []
    return [word.strip() for word in words if word.strip()]
