"""A directory to measure on: the real authorities, as they are or grown to any number of names."""

from __future__ import annotations

import csv
import gzip
import json
import os
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache
from itertools import count
from pathlib import Path
from random import Random

from core.search import Entry, Name
from core.search.folding import fold

DEFAULT_DATA = Path(__file__).parents[2] / "shared" / "data"
_BLENDS_PER_WORD = 5
_SHORTEST_BLENDED = 5
_RARE = 3
# What is no word is never the rarest one.
_NEVER = 10**9


@dataclass(frozen=True, slots=True)
class Question:
    """What an official typed, and which authorities are right."""

    text: str
    rule: str
    right: frozenset[str]


def data_folder() -> Path:
    return Path(os.environ.get("IMI_BENCH_DATA", DEFAULT_DATA))


def questions(path: Path) -> list[Question]:
    found = [json.loads(line) for line in path.read_text("utf-8").splitlines()]
    return [Question(one["query"], one["rule"], frozenset(one["answers"])) for one in found]


def entries(data: Path) -> Iterator[Entry]:
    names: defaultdict[str, list[Name]] = defaultdict(list)
    for row in _rows(data / "authority_names.csv.gz"):
        names[row["id"]].append(Name(row["name"], row["language"], row["kind"]))
    for row in _rows(data / "authorities.csv.gz"):
        yield Entry(row["id"], row["country"], row["city"], tuple(names[row["id"]]))


def grown(data: Path, size: int) -> Iterator[Entry]:
    """The real entries, then copies of them, till there are ``size`` names.

    A copy differs in the rarest word of each name, most often a place: there stands the beginning of that word
    with the end of another rare one of the same language ("Krumovgrad" and "Botevgrad" make "Krumvgrad"). So
    common words stay common, and rare ones become more as they do in a larger directory.
    """
    left = size
    real = list(entries(data))
    mixer = _Mixer(real)
    for copy in count():
        for entry in real:
            if left <= 0:
                return
            names = entry.names[:left]
            left -= len(names)
            yield replace(entry, names=names) if copy == 0 else mixer.copied(entry, names, copy)


class _Mixer:
    def __init__(self, real: list[Entry]) -> None:
        self._random = Random(20_260_101)
        self._spread = Counter(
            word for entry in real for name in entry.names for word in set(fold(name.text).split())
        )
        self._spread_of = cache(lambda word: self._spread[fold(word)])
        self._blends: defaultdict[str, list[str]] = defaultdict(list)
        rare: defaultdict[str, list[str]] = defaultdict(list)
        for entry in real:
            for name in entry.names:
                rare[name.language] += [word for word in name.text.split() if self._is_rare(word)]
        for language, words in rare.items():
            self._blends[language] = [
                word[: len(word) // 2] + self._random.choice(words)[-len(word) // 2 :]
                for word in words
                for _ in range(_BLENDS_PER_WORD)
            ]

    def copied(self, entry: Entry, names: tuple[Name, ...], copy: int) -> Entry:
        changed = tuple(replace(name, text=self._changed(name)) for name in names)
        return replace(entry, id=f"{entry.id}-{copy}", names=changed)

    def _changed(self, name: Name) -> str:
        words = name.text.split()
        rarest = min(range(len(words)), key=lambda at: self._spread_of(words[at]) or _NEVER)
        words[rarest] = self._random.choice(self._blends[name.language] or [words[rarest]])
        return " ".join(words)

    def _is_rare(self, word: str) -> bool:
        return len(word) >= _SHORTEST_BLENDED and word.isalpha() and self._spread_of(word) <= _RARE


def _rows(path: Path) -> Iterator[dict[str, str]]:
    with gzip.open(path, "rt", encoding="utf-8", newline="") as lines:
        yield from csv.DictReader(lines)
