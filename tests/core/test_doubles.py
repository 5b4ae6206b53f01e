from __future__ import annotations

import pytest

from core.authorities import Authority, AuthorityName
from core.doubles import Double, Doubles
from core.people import AuthorityId


def authority(
    id: str, *names: str, country: str = "LV", city: str = "", kind: str = "primary"
) -> Authority:
    called = tuple(AuthorityName(name, "lv", kind) for name in names)
    return Authority(AuthorityId(id), country, "lv", called, city)


def among(*authorities: Authority) -> list[Double]:
    found = Doubles()
    found.add_all(authorities)
    return list(found)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (authority("a", "Rīgas dome"), authority("b", "RIGAS  dome")),
        (authority("a", "Dome", city="Rīga"), authority("b", "Dome", city="riga")),
        (authority("a", "Dome", city="Rīga"), authority("b", "Dome")),
        (authority("a", "Dome", "Padome"), authority("b", "Cita", "Padome")),
    ],
)
def test_the_same_name_in_the_same_place_is_a_double(one: Authority, other: Authority) -> None:
    [double] = among(one, other)
    assert double.ids == ("a", "b")


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (authority("a", "Dome", city="Rīga"), authority("b", "Dome", city="Cēsis")),
        (authority("a", "Dome"), authority("b", "Dome", country="EE")),
        (authority("a", "Dome"), authority("b", "Domes")),
        (authority("a", "RD", kind="abbreviation"), authority("b", "RD", kind="abbreviation")),
        (authority("a", "—"), authority("b", "…")),
        (authority("a", "Dome", "DOME"), authority("b", "Cita")),
    ],
)
def test_other_names_or_places_are_none(one: Authority, other: Authority) -> None:
    assert among(one, other) == []


def test_a_group_is_told_once_by_the_first_name_it_shares() -> None:
    group = [authority(id, "Dome", "Padome", city=city) for id, city in ("aR", "bR", "cC")]
    assert among(*group, authority("d", "Padome", city="C")) == [
        Double("Dome", "LV", (AuthorityId("a"), AuthorityId("b"))),
        Double("Padome", "LV", tuple(map(AuthorityId, "abcd"))),
    ]
