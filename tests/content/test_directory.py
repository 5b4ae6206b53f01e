"""The directory and the demo's people, as they are delivered: whole, consistent, readable."""

from __future__ import annotations

import csv
from collections import Counter
from functools import cache
from pathlib import Path
from typing import TypeAlias
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

import pytest
from babel import Locale

from bot.content import load
from bot.gazetteer import vocabulary
from core.people import ALL_AREAS, Role
from core.search import Entry, Index, Name, Vocabulary

Rows: TypeAlias = tuple[dict[str, str], ...]

CONTENT = Path(__file__).parents[2] / "content"
COUNTRIES = [
    *("AT", "BE", "BG", "CY", "CZ", "DE", "DK", "EE", "ES", "FI", "FR", "GR", "HR", "HU", "IE"),
    *("IS", "IT", "LI", "LT", "LU", "LV", "MT", "NL", "NO", "PL", "PT", "RO", "SE", "SI", "SK"),
]
HEADERS = {
    "directory/authorities": "id,country,language,name,city,areas,languages,contact,url,category",
    "directory/authority_names": "id,language,name,kind",
    "directory/registers": "id,country,name_local,name_english,languages,url,areas,subject,free",
    "demo/people": "id,name,language,time_zone,authority,area,roles,addresses",
    "demo/deputies": "person,deputy",
    "demo/rooms": "id,authority,name,language,time_zone,address",
    "demo/coordinators": "authority,area,coordinator_authority",
}
KINDS = {"primary", "label", "alias", "abbreviation", "transliteration"}
# What may be empty: a body without an address of its own that we are sure of.
OPTIONAL = {"contact", "url"}


@cache
def rows(file: str) -> Rows:
    with (CONTENT / f"{file}.csv").open(encoding="utf-8", newline="") as lines:
        return tuple(csv.DictReader(lines, strict=True))


@cache
def names() -> dict[str, Rows]:
    of: dict[str, Rows] = {}
    for row in rows("directory/authority_names"):
        of[row["id"]] = (*of.get(row["id"], ()), row)
    return of


def parts(cell: str) -> list[str]:
    return cell.split(" | ") if cell else []


def ids(file: str) -> set[str]:
    return {row["id"] for row in rows(file)}


@pytest.mark.parametrize("file", HEADERS)
def test_every_cell_is_tidy(file: str) -> None:
    header = HEADERS[file].split(",")
    assert list(rows(file)[0]) == header
    for row in rows(file):
        assert list(row) == header, row
        assert all(row[column] for column in header if column not in OPTIONAL), row
        assert all(cell == " ".join(cell.split()) for cell in row.values()), row


@cache
def known_areas() -> frozenset[str]:
    return frozenset(area.id for area in load(CONTENT).areas.all)


@pytest.mark.parametrize("file", ["directory/authorities", "directory/registers", "demo/rooms"])
def test_an_id_is_given_once(file: str) -> None:
    given = Counter(row["id"] for row in rows(file))
    assert [id for id, times in given.items() if times > 1] == []


def test_there_are_enough_authorities_in_every_country() -> None:
    per_country = Counter(row["country"] for row in rows("directory/authorities"))
    assert sorted(per_country) == COUNTRIES
    assert min(per_country.values()) >= 5
    assert per_country.total() >= 250


def test_there_are_registers_in_every_country() -> None:
    per_country = Counter(row["country"] for row in rows("directory/registers"))
    assert sorted(per_country) == COUNTRIES
    assert per_country.total() >= 60


@pytest.mark.parametrize("file", ["directory/authorities", "directory/registers"])
def test_an_id_begins_with_its_country(file: str) -> None:
    for row in rows(file):
        assert row["id"].startswith(f"{row['country'].lower()}-"), row
        assert row["id"].isascii(), row
        assert row["id"] == row["id"].lower(), row


@pytest.mark.parametrize("file", ["directory/authorities", "directory/registers"])
def test_the_areas_are_those_of_the_content(file: str) -> None:
    for row in rows(file):
        assert parts(row["areas"]), row
        assert known_areas().issuperset(parts(row["areas"])), row


def test_every_language_is_one() -> None:
    said = {row["language"] for file in HEADERS for row in rows(file) if "language" in row}
    said |= {
        language
        for file in ("directory/authorities", "directory/registers")
        for row in rows(file)
        for language in parts(row["languages"])
    }
    assert all(Locale.parse(language).english_name for language in said)


def test_every_authority_has_its_official_name_and_an_english_one() -> None:
    assert names().keys() == ids("directory/authorities")
    for row in rows("directory/authorities"):
        own = names()[row["id"]]
        assert (row["language"], row["name"], "primary") in {
            (name["language"], name["name"], name["kind"]) for name in own
        }, row
        english = [name for name in own if name["language"] == "en"]
        assert any(name["kind"] in ("primary", "label") for name in english), row


def test_no_name_is_said_twice_in_one_language() -> None:
    said = Counter((r["id"], r["language"], r["name"]) for r in rows("directory/authority_names"))
    assert [name for name, times in said.items() if times > 1] == []
    assert {row["kind"] for row in rows("directory/authority_names")} == KINDS


@pytest.mark.parametrize(
    ("country", "language"),
    [
        ("BE", "nl"), ("BE", "fr"), ("BE", "de"), ("FI", "fi"), ("FI", "sv"), ("MT", "mt"),
        ("IE", "ga"), ("LU", "fr"), ("LU", "de"), ("CY", "el"), ("GR", "el"), ("BG", "bg"),
    ],
)  # fmt: skip
def test_a_country_is_named_in_each_of_its_languages(country: str, language: str) -> None:
    """A body of one part of the country only need not: the Flemish bar has no German name."""
    here = [row["id"] for row in rows("directory/authorities") if row["country"] == country]
    named = [id for id in here if any(name["language"] == language for name in names()[id])]
    assert len(named) >= len(here) / 2


@pytest.mark.parametrize("country", ["GR", "CY", "BG"])
def test_a_name_in_another_alphabet_can_be_typed_in_latin_letters(country: str) -> None:
    for row in rows("directory/authorities"):
        if row["country"] == country:
            latin = [n["name"] for n in names()[row["id"]] if n["kind"] == "transliteration"]
            assert latin, row
            assert all(name.replace("„", "").replace("“", "").isascii() for name in latin), latin


@pytest.mark.parametrize("file", ["directory/authorities", "directory/registers"])
def test_an_address_is_a_plain_web_site(file: str) -> None:
    for row in rows(file):
        parsed = urlsplit(row["url"])
        assert (parsed.scheme, "." in parsed.netloc) in {("", False), ("https", True)}, row
        assert row.get("contact", parsed.netloc) == parsed.netloc, row


def test_a_register_is_named_in_the_first_of_its_languages_and_free() -> None:
    greek = [row for row in rows("directory/registers") if parts(row["languages"])[0] == "el"]
    assert {row["country"] for row in greek} == {"CY", "GR"}
    assert not any(row["name_local"].isascii() for row in greek)
    assert {row["free"] for row in rows("directory/registers")} == {"yes"}


def test_the_people_of_the_demo_belong_to_known_authorities() -> None:
    areas = {*known_areas(), ALL_AREAS}
    for row in rows("demo/people"):
        assert row["authority"] in ids("directory/authorities"), row
        assert row["area"] in areas, row
        assert parts(row["roles"]) == [Role(role).value for role in parts(row["roles"])], row
        assert ZoneInfo(row["time_zone"]).key == row["time_zone"]


def test_a_person_of_the_demo_is_the_same_in_every_row() -> None:
    people = {(r["id"], r["name"], r["language"], r["time_zone"]) for r in rows("demo/people")}
    assert len(people) == len(ids("demo/people"))
    places = Counter((row["id"], row["authority"], row["area"]) for row in rows("demo/people"))
    assert set(places.values()) == {1}


def test_a_deputy_is_a_colleague() -> None:
    works_at = {(row["id"], row["authority"]) for row in rows("demo/people")}
    authorities = {authority for _, authority in works_at}
    for row in rows("demo/deputies"):
        assert row["person"] != row["deputy"]
        assert any(
            {(row["person"], authority), (row["deputy"], authority)} <= works_at
            for authority in authorities
        ), row


def test_a_team_room_belongs_to_an_authority_where_somebody_works() -> None:
    staffed = {row["authority"] for row in rows("demo/people")}
    for row in rows("demo/rooms"):
        assert row["authority"] in staffed, row
        assert ZoneInfo(row["time_zone"]).key == row["time_zone"]


def test_every_authority_of_a_demo_country_has_a_coordinator_at_home() -> None:
    country = {row["id"]: row["country"] for row in rows("directory/authorities")}
    linked = {row["authority"] for row in rows("demo/coordinators")}
    coordinators = {row["coordinator_authority"] for row in rows("demo/coordinators")}
    for row in rows("demo/coordinators"):
        assert row["area"] in {*known_areas(), ALL_AREAS}, row
        assert row["authority"] != row["coordinator_authority"], row
        assert country[row["authority"]] == country[row["coordinator_authority"]], row
    of_demo = {country[row["authority"]] for row in rows("demo/people")}
    assert {id for id in country if country[id] in of_demo} == linked | coordinators


def test_a_coordinator_of_the_demo_works_where_requests_are_coordinated() -> None:
    coordinators = {row["coordinator_authority"] for row in rows("demo/coordinators")}
    people = [r for r in rows("demo/people") if Role.COORDINATOR in parts(r["roles"])]
    assert {row["id"] for row in people} == {"ilze", "rui"}
    assert {row["authority"] for row in people} <= coordinators


def test_every_authority_is_found_by_its_official_names_and_abbreviations() -> None:
    index = Index.build([entry(row) for row in rows("directory/authorities")], Vocabulary())
    country = {row["id"]: row["country"] for row in rows("directory/authorities")}
    lost = [
        (name["id"], name["name"])
        for name in rows("directory/authority_names")
        if name["kind"] in ("primary", "abbreviation")
        and name["id"]
        not in {hit.id for hit in index.find(name["name"], country=country[name["id"]])}
    ]
    assert lost == []


@cache
def searched() -> Index:
    """With all the words the search is delivered with."""
    every = [entry(row) for row in rows("directory/authorities")]
    return Index.build(every, vocabulary(CONTENT, {}))


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        ("vācijas arhitekti", "de-bak"),
        ("vācija ārsti", "de-baek"),
        ("zobārsti vācija", "de-bzaek"),
        ("zobārsti portugāle", "pt-ordem-medicos-dentistas"),
        ("portugāle patērētāji", "pt-dg-consumidor"),
        ("spānija advokāti", "es-cgae"),
        ("dentistas da alemanha", "de-bzaek"),
        ("arquitetos alemães", "de-bak"),
        ("the Latvian consumer authority", "lv-ptac"),
        ("the Portuguese tourism authority", "pt-turismo"),
    ],
)
def test_a_country_and_what_somebody_does_are_enough_in_the_words_of_everyday(
    said: str, meant: str
) -> None:
    best = searched().find(said)[0]
    assert (best.id, best.confident) == (meant, True)


def entry(row: dict[str, str]) -> Entry:
    own = tuple(Name(name["name"], name["language"], name["kind"]) for name in names()[row["id"]])
    return Entry(row["id"], row["country"], row["city"], own, frozenset(parts(row["areas"])))
