"""The whole search: entries in, the best few out."""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator
from dataclasses import dataclass, replace

import numpy as np

from core.search.archive import packed, unpacked
from core.search.arrays import Bools
from core.search.building import catalogue_of
from core.search.catalogue import Catalogue
from core.search.entry import Entry, Hit, Vocabulary
from core.search.places import Phrases, Places
from core.search.query import Reader
from core.search.ranking import WORTH_SHOWING, Ranked, Ranking, ranked
from core.search.shortlist import shortlist
from core.search.somewhere import only_places, rows_there, told
from core.search.translation import Translation
from core.search.typed import Query

# From here on a name is what was meant, give or take a typo: the mean of how good it is (a few words of a long
# name are less good) and how much of what was typed it has.
_CONFIDENT = 0.745
# Fewer letters are in many names: they are meant for sure only where they are the whole of one.
_FEWEST_LETTERS = 3
# Who is in the place that was typed comes after whoever is named so.
_THERE = 0.75
# A name less alike than this is one of several that may be meant, if a country is named: the others may be in its
# own language.
_VERY_NAME = 0.85
# With this much of the query found nothing of it needs to be taken for misspelt.
_GOOD = 0.9
# Nobody misspells more words than these so that each becomes another word that names have.
_MOST_INSTEAD = 2


@dataclass(frozen=True, slots=True)
class Index:
    """Authorities by their names. A change makes another index that shares what stays the same.

    ``gone`` are numbers of entries of ``built`` that no longer count, ``fresh`` the entries changed since.
    """

    built: Reader
    fresh: tuple[Entry, ...] = ()
    gone: frozenset[int] = frozenset()
    changed: Reader | None = None

    @classmethod
    def build(cls, entries: Iterable[Entry], vocabulary: Vocabulary) -> Index:
        return cls._over(catalogue_of(entries), vocabulary)

    @classmethod
    def _over(cls, catalogue: Catalogue, vocabulary: Vocabulary) -> Index:
        places = Places.of(Phrases.of(vocabulary), catalogue.entries)
        translation = Translation.of(vocabulary, catalogue.lexicon)
        return cls(Reader(catalogue, places, catalogue, translation))

    @classmethod
    def from_bytes(
        cls, data: bytes | memoryview, vocabulary: Vocabulary, fingerprint: str = ""
    ) -> Index:
        """Raises ``StaleIndex`` when the bytes are not from ``to_bytes`` with this fingerprint."""
        return cls._over(unpacked(data, fingerprint), vocabulary)

    def to_bytes(self, fingerprint: str = "") -> bytes:
        """What ``from_bytes`` reads in a fraction of the time of a build; changed entries are built in first."""
        whole = catalogue_of(self) if self.fresh or self.gone else self.built.catalogue
        return packed(whole, fingerprint)

    def find(
        self,
        text: str,
        *,
        limit: int = 5,
        country: str | None = None,
        areas: Container[str] | None = None,
        prefer: Container[str] = (),
    ) -> list[Hit]:
        """At most ``limit`` authorities, best first, only those of the country and with one of the areas if given.

        Of equally good ones those in ``prefer`` come first. Beyond some twenty hits nothing is ranked.
        """
        allowed = _allowed(self.built, country, areas, self.gone)
        hits = _leading(limit, _hits(self.built, text, allowed))
        if self.changed:
            allowed = _allowed(self.changed, country, areas)
            hits += _leading(limit, _hits(self.changed, text, allowed))
        hits.sort(key=lambda hit: (-round(hit.score, 2), hit.id not in prefer, -hit.score))
        return hits[: max(limit, 0)]

    def with_changed(self, *entries: Entry) -> Index:
        """The index with these entries instead of those of the same id.

        Costs about as much as building all entries changed so far anew.
        """
        ids = {entry.id for entry in entries}
        return self._with(ids, tuple({entry.id: entry for entry in entries}.values()))

    def without(self, *ids: str) -> Index:
        return self._with(set(ids), ())

    def __len__(self) -> int:
        return len(self.built.catalogue.entries) - len(self.gone) + len(self.fresh)

    def __iter__(self) -> Iterator[Entry]:
        """All entries: what to build a new index from when many have changed."""
        for at, entry in enumerate(self.built.catalogue):
            if at not in self.gone:
                yield entry
        yield from self.fresh

    def _with(self, ids: set[str], entries: tuple[Entry, ...]) -> Index:
        numbers = {self.built.catalogue.entries.ids.find(one) for one in ids}
        fresh = (*(entry for entry in self.fresh if entry.id not in ids), *entries)
        return self._grown(fresh, self.gone | {at for at in numbers if at is not None})

    def _grown(self, fresh: tuple[Entry, ...], gone: frozenset[int]) -> Index:
        built = self.built
        catalogue = catalogue_of(fresh, built.catalogue.weight_of)
        places = Places.of(built.places.phrases, catalogue.entries)
        translation = Translation.of(built.places.phrases.vocabulary, catalogue.lexicon)
        changed = Reader(catalogue, places, built.catalogue, translation) if fresh else None
        return replace(self, fresh=fresh, gone=gone, changed=changed)


def _leading(limit: int, hits: Iterable[Hit]) -> list[Hit]:
    """The first so many, and those that are as good as the last of them."""
    leading: list[Hit] = []
    for hit in hits:
        if len(leading) >= limit and not (
            leading and round(hit.score, 2) == round(leading[-1].score, 2)
        ):
            break
        leading.append(hit)
    return leading


def _hits(reader: Reader, text: str, allowed: Bools | None) -> Iterator[Hit]:
    catalogue = reader.catalogue
    seen: set[int] = set()
    query = reader.understood(text)
    for one in _found(reader, text, query, allowed):
        name = int(catalogue.rows.names[one.row])
        entry = int(catalogue.names.entries[name])
        if entry not in seen and one.score >= WORTH_SHOWING:
            seen.add(entry)
            why = () if one.named else told(query, catalogue, entry)
            id = catalogue.entries.ids[entry]
            yield Hit(id, one.score, catalogue.names[name], _sure(one), why)


def _sure(one: Ranked) -> bool:
    return (one.score + one.meant) / 2 >= _CONFIDENT


def _found(reader: Reader, text: str, query: Query, allowed: Bools | None) -> list[Ranked]:
    if not query.words or not len(reader.catalogue.rows):
        return []
    query = reader.widened(query, query.unknown)
    rows = _by_name(reader, text, query, allowed)
    if not _is_sure(rows):
        rows = _otherwise(reader, text, query, allowed) or rows
    elif rows[0].score < _VERY_NAME and query.in_a_country:
        rows = _in_other_languages(reader, text, query, allowed) or rows
    if sum(len(word.text) for word in query.words) < _FEWEST_LETTERS:
        rows = [one if one.score == 1 else replace(one, meant=0.0) for one in rows]
    if not only_places(query):
        return rows
    named = [one for one in rows if _sure(one)]
    there = rows_there(query, reader.catalogue, allowed).tolist()
    there = [Ranked(row, score=_THERE, found=1, meant=1, named=False) for row in there]
    return sorted([*named, *there], key=lambda one: -one.score)


def _by_name(reader: Reader, text: str, query: Query, allowed: Bools | None) -> list[Ranked]:
    """If the best is not good, what little else it has not is taken for misspelt too."""
    ranking = _ranked(reader, text, query.named, allowed)
    others = ranking.missing - query.widened
    good = bool(ranking.rows) and ranking.rows[0].found >= _GOOD
    if 0 < len(others) <= _MOST_INSTEAD and not good:
        ranking = _ranked(reader, text, reader.widened(query.named, others), allowed)
    return ranking.rows


def _otherwise(reader: Reader, text: str, query: Query, allowed: Bools | None) -> list[Ranked]:
    """With the words in other languages, if this finds something for sure; else with those for areas."""
    if rows := _in_other_languages(reader, text, query, allowed):
        return rows
    return _ranked(reader, text, query, allowed).rows if query.has_areas else []


def _in_other_languages(
    reader: Reader, text: str, query: Query, allowed: Bools | None
) -> list[Ranked]:
    """What is found for sure with the words in all languages: both the names as typed and the others."""
    translated = reader.translated(query.named)
    rows = _ranked(reader, text, translated, allowed).rows if translated else []
    return rows if _is_sure(rows) else []


def _is_sure(rows: list[Ranked]) -> bool:
    return bool(rows) and _sure(rows[0])


def _ranked(reader: Reader, text: str, query: Query, allowed: Bools | None) -> Ranking:
    rows = shortlist(query, reader.catalogue, allowed)
    return ranked(text, query, reader.catalogue, rows)


def _allowed(
    reader: Reader,
    country: str | None,
    areas: Container[str] | None,
    gone: frozenset[int] = frozenset(),
) -> Bools | None:
    """For each entry whether it may be found; None when all may."""
    if country is None and areas is None and not gone:
        return None
    entries = reader.catalogue.entries
    allowed = np.ones(len(entries), np.bool_) if areas is None else entries.with_areas(areas)
    allowed[list(gone)] = False
    if country is not None:
        allowed &= entries.in_countries({country})[entries.countries]
    return allowed
