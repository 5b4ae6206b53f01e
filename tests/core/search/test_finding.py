"""Authorities are found however they are typed, with the name that matched, best first."""

from __future__ import annotations

from dataclasses import replace

import pytest

from core.search import Index, Name
from tests.core.search.authorities import INDEX, WORDS, entry, first, ids


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        pytest.param("Câmara Municipal de Lisboa", "lisbon", id="as it is"),
        pytest.param("CAMARA MUNICIPAL DE LISBOA", "lisbon", id="capitals, no marks"),
        pytest.param("camara muncipal de lisboa", "lisbon", id="a letter left out"),
        pytest.param("ob6tina krumovgrad", "krumovgrad", id="shlyokavitsa"),
        pytest.param("obshtina kruomvgrad", "krumovgrad", id="streamlined, letters swapped"),
        pytest.param("ministerstvo na pravosadieto", "justice", id="Bulgarian by the law"),
        pytest.param("ministerstvo na pravosydieto", "justice", id="Bulgarian as typed"),
        pytest.param("ellhnikh statistikh arxh", "statistics-gr", id="greeklish"),
        pytest.param("elliniki statistiki archi", "statistics-gr", id="ELOT 743"),
        pytest.param("ypourgeio ygeias", "health-gr", id="Greek diphthongs"),
        pytest.param("бундесминистериум дер юстиц", "justice-de", id="Latin in Cyrillic letters"),
        pytest.param("Oбщинa Kрумовград", "krumovgrad", id="look-alike Latin letters"),
        pytest.param("haerryda kommun", "haerryda", id="ae for ä"),
        pytest.param("harryda kommun", "haerryda", id="a for ä"),
        pytest.param("strassenbauamt fulda", "strasse", id="ss for ß"),
        pytest.param("urzad miasta lodzi", "lodz", id="l for ł"),
        pytest.param("dienests atbalsta lauku", "rural", id="words in another order"),
        pytest.param("LAD", "rural", id="abbreviation"),
        pytest.param("el.stat", "statistics-gr", id="abbreviation in Latin letters"),
        pytest.param("hospital garcia de orta epe", "epe", id="initials without stops"),
        pytest.param("hospital garcia de orta e.p.e", "epe", id="initials without spaces"),
        pytest.param("berlevag kommne", "berlevag", id="two marks of haste"),
        pytest.param("bfrleavg kommune", "berlevag", id="two typos in a word"),
        pytest.param("Bundesministerium Justiz", "justice-de", id="a word left out"),
        pytest.param("Verkehrsministerium", "traffic-de", id="a compound of two words"),
        pytest.param("Data State Inspectorat", "data", id="another language"),
        pytest.param("data state insp", "data", id="not typed to the end"),
    ],
)
def test_an_authority_is_found_however_it_is_typed(typed: str, meant: str) -> None:
    assert first(typed) == meant


def test_cut_words_stand_for_all_they_begin() -> None:
    assert set(ids(INDEX.find("min. fin."))[:2]) == {"finance-cz", "finance-pl"}


def test_a_hit_says_which_name_matched_in_which_language() -> None:
    (hit, *_) = INDEX.find("portuguese tourist board")
    assert (hit.id, hit.name) == ("tourism", Name("Portuguese Tourist Board", "en", "label"))
    assert hit.score == 1


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("Umweltbundesamt Austria", "environment-at"),
        ("Germany Umweltbundesamt", "environment-de"),
        ("umweltbundesamt vīne", "environment-at"),
        ("high court irlandia", "high-court"),
        ("ministerstvo financi czech republic", "finance-cz"),
        ("tribunal da relação lisabona", "appeal-lisbon"),
        ("tribunal da relacao, porto", "appeal-porto"),
        ("câmara municipal lisbon", "lisbon"),
        ("datu inspekcija riga", "data"),
        ("IDA Ireland Irlandia", "ida"),
    ],
)
def test_a_country_or_city_in_any_language_picks_among_names(typed: str, meant: str) -> None:
    assert first(typed) == meant


def test_a_misspelt_country_is_still_understood() -> None:
    assert first("high court irlanndia") == "high-court"


def test_a_word_of_two_countries_means_either() -> None:
    assert first("kulturo slovenska") == "culture-si"
    assert first("kultury slovenska") == "culture-sk"


def test_a_country_and_a_word_of_the_name_are_enough() -> None:
    assert first("portugal tourism") == "tourism"
    assert ids(INDEX.find("the Portuguese tourism authority"))[0] == "tourism"


def test_whatever_has_the_area_is_found_by_the_area() -> None:
    assert set(ids(INDEX.find("construction"))) >= {"builders", "builders-at"}
    assert ids(INDEX.find("construction portugal"))[0] == "builders"
    assert ids(INDEX.find("строителство austria"))[0] == "builders-at"


def test_an_area_word_does_not_hide_a_name() -> None:
    assert ids(INDEX.find("construction wirtschaftskammer"))[0] == "builders-at"


def test_an_authority_without_a_known_city_may_be_in_it() -> None:
    assert ids(INDEX.find("turismo lisabona"))[0] == "tourism"


@pytest.mark.parametrize(
    "typed",
    [
        "United States Mint",
        "Instituto Brasileiro de Geografia",
        "Wellington Tenths Trust",
        "Nepal Rastra Bank",
        "qwertz asdf",
    ],
)
def test_what_is_not_there_is_not_found_with_confidence(typed: str) -> None:
    assert not any(hit.confident for hit in INDEX.find(typed))


def test_a_word_rightly_spelt_is_no_other_one_misspelt() -> None:
    """Both are words of names here: only of a word that no name has one can say that it is another, misspelt."""
    towns = ("Dublin", "Cork", "Galway", "Limerick", "Waterford")
    councils = [entry(town, "IE", f"en: {town} City Council") for town in towns]
    index = Index.build([*councils, entry("theatre", "IE", "en: Dunedin Theatre")], WORDS)
    assert not any(hit.confident for hit in index.find("dunedin city council"))
    assert index.find("dubln city council")[0].confident


def test_a_country_rightly_spelt_is_no_other_place_misspelt() -> None:
    """Lettland is Latvia, and not the Østland of Norway, which is two letters away."""
    words = replace(WORDS, countries={**WORDS.countries, "Lettland": frozenset({"LV"})})
    inspection = entry("east", "NO", "no: Arbeidstilsynet Østland")
    index = Index.build([inspection, entry("riga", "LV", "lv: Datu inspekcija")], words)
    assert not any(hit.confident for hit in index.find("arbeidstilsynet lettland"))
    assert index.find("arbeidstilsynet östland")[0].confident


def test_a_long_word_with_many_wrong_letters_is_another_word() -> None:
    """Justice is not education: the two words share their ending and the letters before it, as such words do."""
    ministries = ("образованието", "здравеопазването", "финансите", "туризма")
    names = [entry(name, "BG", f"bg: Министерство на {name}") for name in ministries]
    index = Index.build(names, WORDS)
    assert not any(hit.confident for hit in index.find("ministerstvo na pravosadieto"))
    assert index.find("ministerstvo na obrazvaneto")[0].confident


def test_a_country_is_no_compound_of_two_words_of_names() -> None:
    """Portogallo is Portugal, though there is a Porto and a Gallo."""
    words = replace(WORDS, countries={**WORDS.countries, "Portogallo": frozenset({"PT"})})
    index = Index.build(
        [
            entry("madeira", "PT", "pt: Instituto da Madeira", "pt: Porto"),
            entry("gallo", "IT", "it: Gallo"),
        ],
        words,
    )
    assert index.find("instituto da madeira portogallo")[0].confident


def test_the_filters_are_strict() -> None:
    assert ids(INDEX.find("umweltbundesamt", country="AT")) == ["environment-at"]
    assert ids(INDEX.find("umweltbundesamt", country="LT")) == []
    assert ids(INDEX.find("wirtschaftskammer", areas={"posting"})) == ["builders-at"]
    assert ids(INDEX.find("mercados publicos", areas={"posting"})) == []
    assert ids(INDEX.find("mercados publicos", areas={"unheard of"})) == []


def test_of_equal_ones_the_preferred_comes_first() -> None:
    for preferred in ("appeal-lisbon", "appeal-porto"):
        hits = INDEX.find("tribunal da relação", prefer={preferred})
        assert ids(hits)[0] == preferred
        assert hits[0].score == hits[1].score


def test_a_preferred_one_does_not_pass_a_better_one() -> None:
    assert ids(INDEX.find("община русе", prefer={"krichim"}))[0] == "ruse"


def test_there_are_no_more_than_asked_for() -> None:
    assert len(INDEX.find("ministerstvo", limit=2)) == 2
    assert len(INDEX.find("ministerstvo", limit=1)) == 1
    assert INDEX.find("ministerstvo", limit=0) == []
    assert INDEX.find("ministerstvo", limit=-1) == []


def test_those_without_the_area_do_not_crowd_out_the_one_that_has_it() -> None:
    unfit = [entry(f"chamber-{at}", "AT", "de: Baukammer") for at in range(40)]
    fit = entry("fit", "AT", "de: Baukammer Wien", areas=frozenset({"services"}))
    index = Index.build([*unfit, fit], WORDS)
    assert "fit" not in ids(index.find("baukammer", limit=20))
    assert ids(index.find("baukammer", areas={"posting", "services"})) == ["fit"]
