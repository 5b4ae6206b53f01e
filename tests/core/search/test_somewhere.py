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
