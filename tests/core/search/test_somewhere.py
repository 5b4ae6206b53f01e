"""Nothing but a place was typed."""

from __future__ import annotations

import pytest

from core.search import Entry, Index, Name, Told, Vocabulary

WORDS = Vocabulary(
    countries={"portugal": frozenset({"PT"}), "latvia": frozenset({"LV"})},
    cities={"lisbon": "lisboa", "lisboa": "lisboa", "lisabona": "lisboa", "porto": "porto"},
    areas={"patients": frozenset({"care"})},
)


def entry(id: str, country: str, city: str, name: str, *areas: str) -> Entry:
    return Entry(id, country, city, (Name(name, "en", "primary"),), frozenset(areas))


INDEX = Index.build(
    [
        entry("tourism", "PT", "Lisboa", "Turismo de Portugal"),
        entry("work", "PT", "Lisboa", "Autoridade para as Condições do Trabalho"),
        entry("health", "PT", "Porto", "Entidade Reguladora da Saúde", "care"),
        entry("consumers", "LV", "Rīga", "Patērētāju tiesību aizsardzības centrs"),
    ],
    WORDS,
)


@pytest.mark.parametrize("said", ["lisbon", "Lisboa", "lisabona", "lisbon portugal"])
def test_a_town_alone_finds_who_is_there(said: str) -> None:
    hits = INDEX.find(said)
    assert {hit.id for hit in hits} >= {"tourism", "work"}
    assert all(hit.confident for hit in hits if hit.id in {"tourism", "work"})
    assert "consumers" not in {hit.id for hit in hits}


@pytest.mark.parametrize(
    ("said", "id", "told"),
    [
        ("lisbon", "work", (Told.TOWN,)),
        ("lisbon portugal", "work", (Told.COUNTRY, Told.TOWN)),
        ("latvia", "consumers", (Told.COUNTRY,)),
        ("portugal", "tourism", ()),
        ("trabalho lisboa", "work", ()),
        ("patients portugal", "health", (Told.COUNTRY, Told.AREA)),
    ],
)
def test_a_hit_tells_what_led_to_it_where_no_name_did(
    said: str, id: str, told: tuple[Told, ...]
) -> None:
    assert {hit.id: hit.told for hit in INDEX.find(said)}[id] == told


def test_a_country_alone_finds_its_authorities() -> None:
    assert {hit.id for hit in INDEX.find("latvia")} == {"consumers"}


def test_a_town_of_another_country_finds_nobody() -> None:
    assert "tourism" not in {hit.id for hit in INDEX.find("lisbon latvia")}


def test_the_filters_still_hold() -> None:
    assert INDEX.find("lisbon", country="LV") == []


CODES = Index.build(
    [
        entry("rome", "IT", "Roma", "Autorità di regolazione"),
        entry("works", "DE", "Bonn", "Amt für Bau"),
        entry("river", "ES", "Aranda de Duero", "Junta del agua"),
    ],
    Vocabulary(countries={"it": frozenset({"IT"}), "de": frozenset({"DE"})}),
)


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ("amt de", True),
        ("de amt", True),
        ("amt de bau", False),
    ],
)
def test_a_code_of_a_country_stands_first_or_last(said: str, told: bool) -> None:
    words = CODES.built.understood(said).clues
    assert any("DE" in clue.countries for clue in words) is told


def test_a_short_word_of_a_town_does_not_name_it() -> None:
    def towns(said: str) -> set[int]:
        return {at for clue in CODES.built.understood(said).clues for at in clue.cities}

    assert not towns("junta de")
    assert towns("junta duero") == towns("junta aranda de duero")


def test_one_word_misspelt_into_another_is_still_found() -> None:
    index = Index.build(
        [
            entry("form", "IE", "Cork", "Land Form Office"),
            entry("farm", "IE", "Cork", "Farm Payments Register"),
        ],
        Vocabulary(),
    )
    assert index.find("land farm office")[0].id == "form"
