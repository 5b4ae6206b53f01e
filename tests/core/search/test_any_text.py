"""Whatever is typed, there is an answer in time; whatever a name is, it is found by itself."""

from __future__ import annotations

from time import perf_counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.search import Entry, Index, Name
from core.search.folding import fold
from tests.core.search.authorities import ENTRIES, INDEX, WORDS

LETTERS = "abcd eéßøłäöü ABC Ελλάδα ηχωυ София щъю 123 .-/'’„“()"
ANYTHING = st.text(max_size=200) | st.text(LETTERS, max_size=80)
NAMES = st.text(LETTERS, min_size=1, max_size=60).filter(fold)
KNOWN = [name.text for entry in ENTRIES for name in entry.names]


@settings(deadline=None, max_examples=150)
@given(ANYTHING, st.integers(0, 7), st.sampled_from([None, "PT", "XX"]))
def test_any_text_has_an_answer(text: str, limit: int, country: str | None) -> None:
    hits = INDEX.find(text, limit=limit, country=country)
    assert len(hits) <= limit
    assert len({hit.id for hit in hits}) == len(hits)
    assert all(0 <= hit.score <= 1 for hit in hits)
    assert hits == INDEX.find(text, limit=limit, country=country)


@settings(deadline=None, max_examples=60)
@given(st.lists(NAMES, min_size=1, max_size=8, unique_by=fold))
def test_a_name_typed_as_it_is_comes_first(names: list[str]) -> None:
    entries = [
        Entry(str(at), "LV", "", (Name(name, "", "primary"),)) for at, name in enumerate(names)
    ]
    index = Index.build([*ENTRIES, *entries], WORDS)
    for at, name in enumerate(names):
        (best, *_) = index.find(name)
        assert best.score == 1
        assert best.confident
        found = index.find(name, prefer={str(at)})
        assert (found[0].id, found[0].name.text) == (str(at), name)


@settings(deadline=None, max_examples=60)
@given(st.sampled_from(KNOWN), st.data())
def test_one_typo_in_a_long_name_does_not_hide_it(name: str, data: st.DataObject) -> None:
    if len(fold(name)) < 12:
        name += " kommunedirektorat"
    entry = Entry("meant", "LV", "", (Name(name, "", "primary"),))
    index = Index.build([*ENTRIES, entry], WORDS)
    inside = [at for at in range(1, len(name)) if name[at - 1 : at + 1].isalpha()]
    at = data.draw(st.sampled_from(inside))
    typed = data.draw(
        st.sampled_from([name[:at] + name[at + 1 :], name[:at] + name[at] + name[at:]])
    )
    assert any(fold(hit.name.text) == fold(name) for hit in index.find(typed))


@pytest.mark.parametrize(
    "hostile",
    [
        "",
        "a",
        "a" * 2_000,
        "a " * 1_000,
        "a." * 1_000,
        ". " * 1_000,
        "min. " * 400,
        "ministry " * 250,
        " ".join(f"wrod{at}x" for at in range(300)),
        "😀" * 500,
        "'; DROP TABLE authorities; --",
        "(a+)+$" * 300,
        "%_*?[]{}\\" * 200,
        "\0\0ministry\0",
        "\ud800ministry\udfff",
        "שלום לכולם مرحبا بالعالم",
        "\u202eyrtsinim",
        "中华人民共和国" * 100,
        "Z͑ͫ̓ͪ̂ͫ̽͏̴̙̤̞͉͚̯̞̠͍A̴̵̜̰͔ͫ͗͢L̠ͨͧͩ͘G̴̻͈͍͔̹̑͗̎̅͛́Ǫ̵̹̻̝̳͂̌̌͘" * 20,
        "ﷺ" * 500,
    ],
    ids=lambda hostile: ascii(hostile[:12]),
)
def test_hostile_input_is_answered_in_time(hostile: str) -> None:
    start = perf_counter()
    assert len(INDEX.find(hostile)) <= 5
    assert perf_counter() - start < 0.5


def test_names_of_any_letters_can_be_kept() -> None:
    odd = Entry("odd", "", "\ud800", (Name("\udfff\0\n", "\n", ""), Name("Rīga\n\0", "lv", "x")))
    index = Index.build([odd], WORDS)
    assert list(Index.from_bytes(index.to_bytes(), WORDS)) == [odd]
    assert index.find("riga")[0].name == odd.names[1]
