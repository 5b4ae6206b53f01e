"""Searches nobody tuned anything to: made from the real names, seeded, by rules anybody can read below.

`python -m benchmarks.fresh_queries [SEED]` tells hits by kind of question. Names that the given files of questions
ask for are left out, and so is a question that is some other body's exact name.
"""

from __future__ import annotations

import json
import sys
import unicodedata
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from typing import TypeAlias

from babel import Locale

from benchmarks.authority_peers import Row
from benchmarks.authority_search import CONTENT, counted, mark, table
from benchmarks.directory import Question, data_folder, entries
from bot.gazetteer import vocabulary
from core.search import Entry, Index, Name

PER_RULE = 31
_GIVEN = ("queries_dev.jsonl", "queries_hard_dev.jsonl")
_MOST_RIGHT = 5
_LANGUAGES = (
    *("bg", "cs", "da", "de", "el", "en", "es", "et", "fi", "fr", "hr", "hu", "it", "lt", "lv"),
    *("mt", "nl", "pl", "pt", "ro", "sk", "sl", "sv"),
)
_ROWS = ("qwertyuiop", "asdfghjkl", "zxcvbnm")
_LETTERS = str.maketrans({"ß": "ss", "ø": "o", "ł": "l", "đ": "d", "ı": "i", "æ": "ae", "œ": "oe"})
# As people type them, letter by letter; what is not here stays.
_GREEKLISH = str.maketrans(
    dict(zip("αβγδεζηικλμνοπρσςτυφχω", "abgdezhiklmnoprsstufxw", strict=True))
    | {"θ": "th", "ξ": "ks", "ψ": "ps"}
)
_SHLYOKAVITSA = str.maketrans(
    dict(zip("абвгдежзийклмнопрстуфхцчшъьюя", "abvgdejziiklmnoprstufhc46yiuq", strict=True))
    | {"щ": "6t", "ю": "iu"}
)
_STREAMLINED = str.maketrans(
    dict(zip("абвгдезийклмнопрстуфхъь", "abvgdeziyklmnoprstufhay", strict=True))
    | {"ж": "zh", "ц": "ts", "ч": "ch", "ш": "sh", "щ": "sht", "ю": "yu", "я": "ya"}
)
# None of these is in Europe, and every one has such bodies.
_ELSEWHERE = (
    *("Arkansas", "Nebraska", "Saskatchewan", "Otago", "Maranhão", "Kathmandu", "Idaho", "Waikato"),
    *("Minas Gerais", "Oklahoma", "Pokhara", "Wellington", "Manitoba", "Tocantins", "Utah"),
)
_BODIES = (
    *("Department of Fish and Game {}", "{} State Board of Nursing", "{} Highway Patrol"),
    *("Secretaria da Fazenda de {}", "{} District Health Board", "{} Water Conservation District"),
    *(
        "Tribunal de Contas do Estado de {}",
        "{} Metropolitan Transit Authority",
        "{} Rural Fire Authority",
    ),
)
Rule: TypeAlias = "Callable[[Made, Entry, Name], str | None]"


def folded(text: str) -> str:
    apart = unicodedata.normalize("NFKD", text.casefold())
    bare = "".join(c for c in apart if not unicodedata.combining(c)).translate(_LETTERS)
    return " ".join("".join(c if c.isalnum() else " " for c in bare).split())


@dataclass(slots=True)
class Made:
    """Makes questions; ``owners`` leads from a folded name to all bodies that have it."""

    random: Random
    directory: list[Entry]
    given: frozenset[str]
    owners: defaultdict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    having: defaultdict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    kept: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        for entry in self.directory:
            for name in entry.names:
                self.owners[folded(name.text)].add(entry.id)
                for word in folded(name.text).split():
                    self.having[word].add(entry.id)

    def questions(self, per_rule: int) -> Iterator[Question]:
        by_country: defaultdict[str, list[Entry]] = defaultdict(list)
        for entry in self.directory:
            by_country[entry.country].append(entry)
        for kind, rule in RULES.items():
            yield from self._of(kind, rule, by_country, per_rule)
        for place in _ELSEWHERE:
            for body in self.random.sample(_BODIES, 2):
                yield Question(body.format(place), "absent", frozenset())

    def _of(
        self, kind: str, rule: Rule, by_country: Mapping[str, list[Entry]], wanted: int
    ) -> Iterator[Question]:
        """One country after another, so that small ones weigh as much as large ones."""
        countries, found = sorted(by_country), 0
        for turn in range(wanted * 40):
            entry = self.random.choice(by_country[countries[turn % len(countries)]])
            name = self.random.choice(entry.names)
            if question := self._question(kind, rule, entry, name):
                yield question
                found += 1
                if found == wanted:
                    return

    def _question(self, kind: str, rule: Rule, entry: Entry, name: Name) -> Question | None:
        plain = folded(name.text)
        if plain in self.given or len(plain) < 5:
            return None
        text = rule(self, entry, name)
        if not text:
            return None
        if "partial" in kind:
            right = set.intersection(*(self.having[word] for word in self.kept))
        else:
            right = set(self.owners[plain])
        others = self.owners.get(folded(text), set()) - right
        if others or len(right) > _MOST_RIGHT:
            return None
        return Question(text, kind, frozenset(right))


def _typo(made: Made, text: str) -> str | None:
    """One letter, not a word's first: a neighbour's, swapped, left out or typed twice."""
    places = [at for at in range(1, len(text)) if text[at].isalpha() and text[at - 1].isalpha()]
    if len(places) < 4:
        return None
    at = made.random.choice(places)
    kind = made.random.randrange(4)
    if kind == 0:
        return text[:at] + _neighbour(made, text[at]) + text[at + 1 :]
    if kind == 1:
        return text[: at - 1] + text[at] + text[at - 1] + text[at + 1 :]
    return text[:at] + text[at + 1 :] if kind == 2 else text[:at] + text[at] + text[at:]


def _neighbour(made: Made, letter: str) -> str:
    for row in _ROWS:
        if (at := row.find(letter.lower())) >= 0:
            return row[at - 1] if at and made.random.random() < 0.5 else row[(at + 1) % len(row)]
    return made.random.choice("aeion")


def _kept_words(made: Made, name: Name, most: int) -> str | None:
    words = [word for word in folded(name.text).split() if len(word) > 3]
    if len(words) < 3:
        return None
    made.kept = sorted(made.random.sample(words, min(most, len(words) - 1)), key=words.index)
    return " ".join(made.kept)


def _with_country(first: Rule) -> Rule:
    def rule(made: Made, entry: Entry, name: Name) -> str | None:
        text = first(made, entry, name)
        language = made.random.choice(_LANGUAGES)
        country = str(Locale.parse(language).territories[entry.country])
        return _beside(made, text, country) if text else None

    return rule


def _beside(made: Made, text: str, other: str) -> str:
    return f"{text} {other}" if made.random.random() < 0.5 else f"{other} {text}"


def _swapped(made: Made, _entry: Entry, name: Name) -> str | None:
    words = name.text.split()
    if len(words) < 3:
        return None
    at = made.random.randrange(len(words) - 1)
    words[at], words[at + 1] = words[at + 1], words[at]
    return " ".join(words)


def _cut(made: Made, _entry: Entry, name: Name) -> str | None:
    words = name.text.split()
    long = [
        at for at, word in enumerate(words) if len(word) > 7 and len(made.having[folded(word)]) > 20
    ]
    if len(words) < 3 or not long:
        return None
    at = made.random.choice(long)
    words[at] = words[at][: made.random.randint(3, 5)] + "."
    return " ".join(words)


def _latin(name: Name, scheme: Mapping[int, str], first: str, last: str) -> str | None:
    letters = [c for c in name.text.casefold() if c.isalpha()]
    if sum(first <= c <= last for c in letters) < len(letters) * 0.8:
        return None
    bare = unicodedata.normalize("NFKD", name.text.casefold().replace("й", "\ue000"))
    plain = "".join(c for c in bare if not unicodedata.combining(c)).replace("\ue000", "й")
    return plain.translate(scheme)


def _greek(_made: Made, _entry: Entry, name: Name) -> str | None:
    return _latin(name, _GREEKLISH, "α", "ω")


def _bulgarian(made: Made, _entry: Entry, name: Name) -> str | None:
    scheme = made.random.choice((_SHLYOKAVITSA, _STREAMLINED))
    return _latin(name, scheme, "а", "я")


def _then(first: Rule, second: Callable[[Made, str], str | None]) -> Rule:
    def rule(made: Made, entry: Entry, name: Name) -> str | None:
        text = first(made, entry, name)
        return second(made, text) if text else None

    return rule


def _in_city(made: Made, entry: Entry, name: Name) -> str | None:
    if not entry.city or folded(entry.city) in folded(name.text):
        return None
    return _beside(made, name.text, entry.city)


def _other_language(_made: Made, entry: Entry, name: Name) -> str | None:
    return name.text if name.language != entry.names[0].language and name.kind == "label" else None


def _upper(_made: Made, _entry: Entry, name: Name) -> str:
    return folded(name.text).upper()


def _whole(_made: Made, _entry: Entry, name: Name) -> str:
    return name.text


def _lower(_made: Made, _entry: Entry, name: Name) -> str:
    return folded(name.text)


def _partial(made: Made, _entry: Entry, name: Name) -> str | None:
    return _kept_words(made, name, 3)


RULES: Mapping[str, Rule] = {
    "case and punctuation": _upper,
    "typo": _then(_whole, _typo),
    "two typos, lower case": _then(_then(_lower, _typo), _typo),
    "word order": _swapped,
    "cut words": _cut,
    "partial": _partial,
    "partial, typo": _then(_partial, _typo),
    "partial, country": _with_country(_partial),
    "country in any language": _with_country(_whole),
    "city": _in_city,
    "name in another language": _other_language,
    "name in another language, typo": _then(_other_language, _typo),
    "greeklish": _greek,
    "greeklish, typo": _then(_greek, _typo),
    "Bulgarian in Latin letters": _bulgarian,
    "Bulgarian in Latin letters, typo": _then(_bulgarian, _typo),
}


def made_questions(data: Path, seed: int, per_rule: int = PER_RULE) -> list[Question]:
    given = (json.loads(line) for file in _GIVEN for line in (data / file).open(encoding="utf-8"))
    asked = frozenset(folded(one["source_name"]) for one in given if one["source_name"])
    return list(Made(Random(seed), list(entries(data)), asked).questions(per_rule))


def run(seed: int = 20_261_124) -> list[Row]:
    data = data_folder()
    index = Index.build(entries(data), vocabulary(CONTENT, {}))
    groups: defaultdict[str, list[tuple[bool, bool, bool]]] = defaultdict(list)
    for question in made_questions(data, seed):
        found = mark(index, question)
        groups[question.rule].append(found)
        if question.right:
            groups["all that are there"].append(found)
    return [counted("fresh", rule, marks) for rule, marks in groups.items()]


def main() -> None:
    seeds = [int(one) for one in sys.argv[1:] if one.isdecimal()] or [20_261_124]
    for seed in seeds:
        print(table(run(seed), ("rule", "n", "hit1", "hit5", "confident")))


if __name__ == "__main__":
    main()
