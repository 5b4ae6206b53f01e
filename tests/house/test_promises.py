"""Each promise has tests that carry its number, so that they can be found and run: `pytest -k test_p2`."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

TESTS = Path(__file__).parents[1]
NUMBERED = re.compile(r"^(?:async )?def test_p(\d+)_", re.M)

# What it is about, for whoever reads a failure.
PROMISES = {
    1: "no reminder is lost",
    2: "no reminder is sent twice",
    3: "a failed send is retried, then visible",
    4: "a stuck loop is noticed",
    5: "one bad row never stops the rest",
    6: "the right hour for each person",
    7: "the right language for each reader",
    8: "an event is handled once",
    9: "Slack is answered in time under load",
    10: "works in encrypted rooms",
    11: "only the allowed may act",
    12: "a morning burst drains fairly",
    13: "hostile or odd text is harmless",
    14: "upgrades keep data",
}


@pytest.fixture(scope="module")
def kept() -> frozenset[int]:
    found = (NUMBERED.findall(path.read_text("utf-8")) for path in TESTS.rglob("test_*.py"))
    return frozenset(int(number) for numbers in found for number in numbers)


@pytest.mark.parametrize("number", PROMISES, ids=lambda number: f"P{number}")
def test_a_promise_has_its_tests(number: int, kept: frozenset[int]) -> None:
    assert number in kept, f"P{number}: {PROMISES[number]}"
