"""An authority that has a name in its own language only is found by its country and what it does, in any language."""

from __future__ import annotations

from dataclasses import replace

import pytest

from core.search import Entry, Index, Name, Vocabulary
from core.search.lexicon import Lexicon
from core.search.translation import Translation

VOCABULARY = Vocabulary(
    countries={
        "Germany": frozenset({"DE"}),
        "German": frozenset({"DE"}),
        "alemão": frozenset({"DE"}),
        "Denmark": frozenset({"DK"}),
    },
    extra=frozenset({"of", "der", "da"}),
    alike=(
        frozenset({"ministry", "ministério", "Ministerium", "Bundesministerium", "ministeriet"}),
        frozenset({"justice", "justiça", "Justiz", "justits"}),
        frozenset({"finance", "finanças", "Finanzen", "finans"}),
    ),
    heads=frozenset({"Ministerium", "ministeriet"}),
)


def entry(id: str, country: str, name: str, language: str) -> Entry:
    return Entry(id, country, "", (Name(name, language, "primary"),))


INDEX = Index.build(
    [
        entry("de-justice", "DE", "Bundesministerium der Justiz", "de"),
        entry("de-finance", "DE", "Bundesministerium der Finanzen", "de"),
        entry("de-health", "DE", "Bundesinstitut für Arzneimittel", "de"),
        entry("dk-justice", "DK", "Justitsministeriet", "da"),
        entry("fr-justice", "FR", "Ministry of Justice", "en"),
        *(entry(f"de-{n}", "DE", f"Amt der Stadt Neudorf {n}", "de") for n in range(150)),
        *(entry(f"ie-{n}", "IE", f"City of Newtown {n}", "en") for n in range(150)),
    ],
    VOCABULARY,
)


@pytest.mark.parametrize(
    ("said", "id"),
    [
        ("German Ministry of Justice", "de-justice"),
        ("Ministry of Finance, Germany", "de-finance"),
        ("Ministério da Justiça alemão", "de-justice"),
        ("Ministry of Justice Denmark", "dk-justice"),
    ],
)
def test_the_words_are_taken_in_the_language_of_the_country_that_is_named(
    said: str, id: str
) -> None:
    best = INDEX.find(said)[0]
    assert (best.id, best.confident) == (id, True)


def test_a_name_as_it_was_typed_comes_before_any_translation() -> None:
    assert INDEX.find("Ministry of Justice")[0].id == "fr-justice"


def test_without_a_country_nothing_is_translated() -> None:
    assert not any(hit.confident for hit in INDEX.find("Ministério da Justiça"))


def test_a_compound_of_another_language_is_both_of_its_words_though_somebody_is_named_so() -> None:
    named = INDEX.with_changed(entry("dk-other", "DK", "Justizministerium", "de"))
    best = named.find("German Justitsministeriet")[0]
    assert (best.id, best.confident) == ("de-justice", True)


def test_whoever_has_a_proper_name_is_found_by_it_and_what_it_is_without_a_country() -> None:
    index = Index.build(
        [
            entry("bg-town", "BG", "Ministerium Hessen", "de"),
            *(entry(f"de-{n}", "DE", f"Ministerium der Stadt Neudorf {n}", "de") for n in range(9)),
        ],
        VOCABULARY,
    )
    best = index.find("ministry of Hessen")[0]
    assert (best.id, best.confident) == ("bg-town", True)


def test_whoever_is_in_another_country_than_the_one_named_is_not_meant_for_sure() -> None:
    found = INDEX.find("Ministry of Justice Denmark")
    assert [hit.id for hit in found if hit.confident] == ["dk-justice"]
    without = INDEX.without("dk-justice").find("Ministry of Justice Denmark")
    assert without
    assert not any(hit.confident for hit in without)


def test_beside_a_long_name_as_typed_stands_who_has_the_words_in_its_own_language() -> None:
    long = "Federal Republic of Germany, Emergency Situations Centre of the Ministry of Justice"
    found = INDEX.with_changed(entry("de-centre", "DE", long, "en")).find(
        "German Ministry of Justice"
    )
    assert {"de-justice", "de-centre"} <= {hit.id for hit in found if hit.confident}


def test_a_letter_by_itself_is_no_word() -> None:
    best = INDEX.find("Bundesministerium d/ Justiz")[0]
    assert (best.id, best.confident) == ("de-justice", True)


def test_what_was_changed_since_is_found_in_the_same_way() -> None:
    changed = INDEX.with_changed(entry("de-new", "DE", "Finanzministerium Hessen", "de"))
    found = [hit.id for hit in changed.find("Ministry of Finance Hessen Germany")]
    assert found[0] == "de-new"


def test_a_compound_counts_for_both_of_its_parts() -> None:
    lexicon = Lexicon.build(["justitsministeriet", "justizministerium", "kultusministerium"])
    translation = Translation.of(VOCABULARY, lexicon)
    named = {
        word: [lexicon.words[at] for at in translation.meant[word].tolist()]
        for word in ("justice", "ministry")
    }
    assert named["justice"] == ["justitsministeriet", "justizministerium"]
    assert len(named["ministry"]) == 3


def test_a_name_comes_before_an_area_and_an_area_before_nothing() -> None:
    words = replace(VOCABULARY, areas={"tourism": frozenset({"services"})})
    index = Index.build(
        [
            replace(
                entry("de-tourism", "DE", "Tourism Board", "en"), areas=frozenset({"services"})
            ),
            replace(entry("de-police", "DE", "Polizei", "de"), areas=frozenset({"services"})),
            replace(entry("dk-police", "DK", "Politiet", "da"), areas=frozenset({"services"})),
            *(entry(f"de-{n}", "DE", f"Amt der Stadt Neudorf {n}", "de") for n in range(150)),
        ],
        words,
    )
    sure = [hit.id for hit in index.find("Germany tourism") if hit.confident]
    assert sure == ["de-tourism"]
    assert [hit.id for hit in index.find("tourism Denmark") if hit.confident] == ["dk-police"]
