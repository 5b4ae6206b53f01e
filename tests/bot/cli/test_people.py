"""Without chat: the first coordinator, everybody to a file and back, and who coordinates whom."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from tests.bot.cli.conftest import ROOT, Program

DIRECTORY, DEMO = ROOT / "content" / "directory", ROOT / "content" / "demo"
FIRST = (
    *("people", "add", "Ilze Bērziņa", "--authority", "lv-em", "--role", "coordinator"),
    *("--address", "matrix:@ilze:example.lv"),
)


@pytest.fixture
def directory(program: Program) -> None:
    assert program("authorities", "import", DIRECTORY / "authorities.csv").code == 0


@pytest.mark.usefixtures("directory")
def test_the_first_coordinator_is_registered_once(program: Program) -> None:
    assert "Nothing was changed" in program(*FIRST, "--dry-run").said
    assert program("people", "export").said.count("\n") == 1
    assert program(*FIRST).said.startswith("Registered: p-")
    [row] = csv.DictReader(program("people", "export").said.splitlines())
    assert row["name"] == "Ilze Bērziņa"
    assert (row["authority"], row["area"], row["roles"]) == ("lv-em", "*", "coordinator")
    assert (row["addresses"], row["time_zone"]) == ("matrix:@ilze:example.lv", "Europe/Riga")
    again = program(*FIRST)
    assert again.code == 1
    assert "somebody is registered" in again.complained


@pytest.mark.usefixtures("directory")
@pytest.mark.parametrize(
    ("option", "value"),
    [("--authority", "xx"), ("--address", "ilze")],
)
def test_what_is_wrong_is_named_and_nothing_is_registered(
    program: Program, option: str, value: str
) -> None:
    ended = program(*FIRST, option, value)
    assert ended.code == 1
    assert option in ended.complained
    assert program("people", "export").said.count("\n") == 1


@pytest.mark.usefixtures("directory")
def test_everybody_goes_to_a_file_and_comes_back(installation: Path, program: Program) -> None:
    assert program("people", "import", DEMO / "people.csv").code == 0
    file = installation / "people.csv"
    assert "Exported 11 people." in program("people", "export", "--output", file).complained
    assert program("people", "import", file, "--dry-run").code == 0
    assert program("people", "import", file).code == 0
    assert program("people", "export").said == file.read_text("utf-8")


@pytest.mark.usefixtures("directory")
def test_a_country_is_delegated_to_a_coordinator(program: Program) -> None:
    tried = program("authorities", "link", "lv-em", "--area", "services", "--dry-run")
    assert "would be linked" in tried.said
    assert program("authorities", "link", "lv-em").said.startswith("Linked ")
    assert program("authorities", "link", "lv-em", "--region", "LV-XX").said == (
        "Linked 0 authorities.\n"
    )
    assert program("authorities", "link", "nowhere").code == 1
