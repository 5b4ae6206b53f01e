"""`imi-assistant audit verify`, as an operator has it."""

from __future__ import annotations

import sqlite3
from pathlib import Path

from bot.cli.exits import Exit
from tests.bot.cli.conftest import Program

EMPTY = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"


def test_an_empty_trail_is_whole_and_its_fingerprint_holds(program: Program) -> None:
    program("migrate")
    ended = program("audit", "verify")
    assert (ended.code, ended.complained) == (Exit.DONE, "")
    assert f"--entry 0 --fingerprint {EMPTY} --change 0 --changes {EMPTY}" in ended.said
    again = program("audit", "verify", "--entry", "0", "--fingerprint", EMPTY)
    assert again.code == Exit.DONE
    other = program("audit", "verify", "--entry", "7", "--fingerprint", EMPTY)
    assert other.code == Exit.FAILED
    assert "Up to entry 7" in other.said
    other = program("audit", "verify", "--change", "7", "--changes", EMPTY)
    assert other.code == Exit.FAILED
    assert "Up to change 7" in other.said


def test_one_of_the_two_alone_is_wrong_usage(program: Program) -> None:
    program("migrate")
    assert program("audit", "verify", "--entry", "3").code == Exit.USAGE


def test_a_request_without_its_entries_is_named(program: Program, installation: Path) -> None:
    program("migrate")
    with sqlite3.connect(installation / "var" / "imi.sqlite3") as database:
        for row in ROWS:
            database.execute(row)
    ended = program("audit", "verify")
    assert ended.code == Exit.FAILED
    assert "LV-2026-000001: it has no entries" in ended.said


ROWS = (
    "INSERT INTO authorities (id, country, language, city, contact, category, areas, languages)"
    " VALUES ('a', 'LV', 'lv', '', '', '', '[]', '[]')",
    "INSERT INTO people (id, name, language, time_zone, active) VALUES ('p', 'P', 'lv', 'UTC', 1)",
    "INSERT INTO requests (id, reference, version, state, area, asker, answerer, asker_country,"
    " answerer_country, author, wished, created, updated, document) VALUES"
    " (1, 'LV-2026-000001', 1, 'draft', 'services', 'a', 'a', 'LV', 'PT', 'p', '2026-03-20',"
    " '2026-03-02 00:00:00', '2026-03-02 00:00:00', '{}')",
)
