"""Nothing but a place was typed."""

from __future__ import annotations

import pytest

from core.search import Entry, Index, Name, Vocabulary

WORDS = Vocabulary(
    countries={"portugal": frozenset({"PT"}), "latvia": frozenset({"LV"})},
    cities={"lisbon": "lisboa", "lisboa": "lisboa", "lisabona": "lisboa", "porto": "porto"},
)


def entry(id: str, country: str, city: str, name: str) -> Entry:
    return Entry(id, country, city, (Name(name, "en", "primary"),))


INDEX = Index.build(
    [
        entry("tourism", "PT", "Lisboa", "Turismo de Portugal"),
        entry("work", "PT", "Lisboa", "Autoridade para as Condições do Trabalho"),
        entry("health", "PT", "Porto", "Entidade Reguladora da Saúde"),
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


def test_a_country_alone_finds_its_authorities() -> None:
    assert {hit.id for hit in INDEX.find("latvia")} == {"consumers"}


def test_a_town_of_another_country_finds_nobody() -> None:
    assert "tourism" not in {hit.id for hit in INDEX.find("lisbon latvia")}


def test_the_filters_still_hold() -> None:
    assert INDEX.find("lisbon", country="LV") == []
