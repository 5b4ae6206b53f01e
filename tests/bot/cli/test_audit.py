"""`imi-assistant audit verify`, as an operator has it."""

from __future__ import annotations

import sqlite3
from pathlib import Path

from bot.cli.exits import Exit
from tests.bot.cli.conftest import ROOT, Program

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


DIRECTORY, DEMO = ROOT / "content" / "directory", ROOT / "content" / "demo"
OPERATOR = "the operator, by command line"


def _changed(program: Program, id: str) -> list[str]:
    """Without the moments."""
    return [line.partition("UTC  ")[2] for line in program("audit", "show", id).said.splitlines()]


def test_what_the_operator_does_is_in_the_trail_as_the_operators(program: Program) -> None:
    program("authorities", "import", DIRECTORY / "authorities.csv")
    program("registers", "import", DIRECTORY / "registers.csv")
    added = program(
        *("people", "add", "Ilze Bērziņa", "--authority", "lv-em", "--role", "coordinator"),
        *("--address", "matrix:@ilze:example.lv"),
    )
    ilze = added.said.split()[-1]
    assert _changed(program, ilze) == [f"{OPERATOR}  person added of lv-em: *"]
    program("authorities", "link", "lv-em", "--area", "services")
    added_first, linked = _changed(program, "lv-ptac")
    assert added_first.startswith(f"{OPERATOR}  authority added of lv-ptac")
    assert linked == f"{OPERATOR}  authority changed of lv-ptac: coordinators"
    assert program("audit", "verify").code == Exit.DONE
    assert program("audit", "show", "nobody").code == Exit.FAILED


def test_people_who_are_imported_leave_what_is_other_and_nothing_where_nothing_is(
    program: Program, installation: Path
) -> None:
    program("authorities", "import", DIRECTORY / "authorities.csv")
    people = (DEMO / "people.csv").read_text("utf-8")
    file = installation / "people.csv"
    file.write_text(people, "utf-8")
    program("people", "import", file)
    program("people", "import", file)
    assert _changed(program, "liga") == [f"{OPERATOR}  person added of lv-ptac: *"]
    other = people.replace("Līga Ozoliņa", "Līga Liepa").replace(
        "handler | administrator", "viewer"
    )
    file.write_text(other, "utf-8")
    program("people", "import", file, "--dry-run")
    program("people", "import", file)
    assert _changed(program, "liga")[1:] == [
        f"{OPERATOR}  rights changed of lv-ptac: *",
        f"{OPERATOR}  person changed of lv-ptac: name",
    ]
    assert "people import" not in program("audit", "verify").complained
    assert program("audit", "verify").code == Exit.DONE
