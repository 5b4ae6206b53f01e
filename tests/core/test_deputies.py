"""Who stands in: the next deputy who is there, along the chain, and never round and round."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from core.deputies import stand_in
from core.people import Person, PersonId
from tests.core.cases import LISBON, official

NAMES = ("a", "b", "c", "d", "e")


def team(*links: tuple[str, str]) -> dict[PersonId, Person]:
    people = {name: official(name, LISBON) for name in NAMES}
    for person, deputy in links:
        known = people[person]
        people[person] = replace(known, deputies=(*known.deputies, PersonId(deputy)))
    return {person.id: person for person in people.values()}


def found(known: dict[PersonId, Person], *there: str) -> str | None:
    deputy = stand_in(known[PersonId("a")], known, lambda person: person.id in there)
    return deputy.id if deputy else None


def test_the_deputy_of_a_deputy_stands_in_for_both() -> None:
    known = team(("a", "b"), ("b", "c"))
    assert found(known, "b", "c") == "b"
    assert found(known, "c") == "c"


def test_a_ring_of_deputies_ends() -> None:
    known = team(("a", "b"), ("b", "c"), ("c", "a"))
    assert found(known, "a") is None


def test_who_has_left_stands_in_for_nobody() -> None:
    known = team(("a", "b"), ("b", "c"))
    known[PersonId("b")] = replace(known[PersonId("b")], active=False)
    assert found(known, "b", "c") == "c"


@given(
    st.lists(st.tuples(st.sampled_from(NAMES), st.sampled_from(NAMES)), max_size=15),
    st.sets(st.sampled_from(NAMES)),
)
def test_whoever_stands_in_is_there_and_somebody_else(
    links: list[tuple[str, str]], there: set[str]
) -> None:
    deputy = found(team(*links), *there)
    assert deputy is None or (deputy in there and deputy != "a")
