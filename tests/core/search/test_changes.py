"""A change is found at once; an index that was kept is the same or is refused."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from core.search import Index, StaleIndex
from tests.core.search.authorities import ENTRIES, INDEX, WORDS, entry, first, ids

NEW = entry("sea", "LV", "lv: Latvijas Jūras administrācija", city="Rīga")


def test_a_new_authority_is_found_at_once() -> None:
    assert "sea" not in ids(INDEX.find("juras administracija"))
    assert first("juras administracija", INDEX.with_changed(NEW)) == "sea"
    assert first("jurss administracija riga", INDEX.with_changed(NEW)) == "sea"


def test_an_index_does_not_change() -> None:
    INDEX.with_changed(NEW)
    INDEX.without("lisbon")
    assert set(INDEX) == set(ENTRIES)
    assert len(INDEX) == len(ENTRIES)


def test_a_renamed_authority_is_found_by_its_new_name_only() -> None:
    (old,) = (one for one in ENTRIES if one.id == "rural")
    renamed = INDEX.with_changed(replace(old, names=NEW.names))
    assert first("latvijas juras administracija", renamed) == "rural"
    assert "rural" not in ids(renamed.find("lauku atbalsta dienests"))
    assert len(renamed) == len(INDEX)


def test_the_last_of_several_changes_counts() -> None:
    twice = INDEX.with_changed(NEW).with_changed(entry("sea", "LV", "lv: Ostas pārvalde"))
    assert first("ostas parvalde", twice) == "sea"
    assert "sea" not in ids(twice.find("juras administracija"))
    assert len(twice) == len(INDEX) + 1


def test_an_authority_taken_out_is_not_found() -> None:
    less = INDEX.with_changed(NEW).without("sea", "lisbon", "never there")
    assert ids(less.find("juras administracija")) == []
    assert "lisbon" not in ids(less.find("câmara municipal de lisboa"))
    assert len(less) == len(INDEX) - 1


def test_changes_rank_as_they_would_in_a_new_index() -> None:
    later, earlier = ENTRIES[::2], ENTRIES[1::2]
    grown = Index.build(earlier, WORDS).with_changed(*later)
    for name in (name.text for one in ENTRIES for name in one.names):
        assert grown.find(name)[0].score == 1
    assert set(grown) == set(ENTRIES)


def test_an_index_may_start_empty() -> None:
    empty = Index.build((), WORDS)
    assert empty.find("riga") == []
    assert first("juras administracija", empty.with_changed(NEW)) == "sea"


def test_a_kept_index_finds_the_same() -> None:
    kept = Index.from_bytes(INDEX.to_bytes("state 7"), WORDS, "state 7")
    assert set(kept) == set(ENTRIES)
    for text in (
        "ob6tina krumovgrad",
        "min. fin.",
        "construction portugal",
        "vīne umweltbundesamt",
    ):
        assert kept.find(text) == INDEX.find(text)


def test_changes_are_kept_too() -> None:
    changed = INDEX.with_changed(NEW).without("lisbon")
    kept = Index.from_bytes(changed.to_bytes(), WORDS)
    assert set(kept) == set(changed)
    assert first("juras administracija", kept) == "sea"


def test_an_empty_index_can_be_kept() -> None:
    kept = Index.from_bytes(Index.build((), WORDS).to_bytes(), WORDS)
    assert list(kept) == []


def test_a_kept_index_of_another_state_is_refused() -> None:
    data = INDEX.to_bytes("state 7")
    with pytest.raises(StaleIndex):
        Index.from_bytes(data, WORDS, "state 8")


@pytest.mark.parametrize(
    "damaged",
    [
        pytest.param(lambda data: data[:0], id="empty"),
        pytest.param(lambda data: data[:-1000], id="cut off"),
        pytest.param(lambda data: data[:40], id="cut off in its head"),
        pytest.param(lambda data: data[:-100] + b"x" + data[-99:], id="a byte changed"),
        pytest.param(lambda data: b"PK" + data, id="something else"),
        pytest.param(lambda data: data.replace(b'"version": 3', b'"version": 0'), id="older"),
        pytest.param(
            lambda data: data.replace(b'"columns": [[', b'"columns": [["x", "<i4", 1], ['),
            id="other columns",
        ),
        pytest.param(lambda data: data.replace(b"{", b"[{", 1), id="no head"),
    ],
)
def test_a_damaged_index_is_refused(damaged: Callable[[bytes], bytes]) -> None:
    with pytest.raises(StaleIndex):
        Index.from_bytes(damaged(INDEX.to_bytes()), WORDS)
