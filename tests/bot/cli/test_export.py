"""What is exported can be imported again and is the same."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import pytest

from tests.bot.cli.conftest import ROOT, Program

DIRECTORY = ROOT / "content" / "directory"


@pytest.fixture
def filled(program: Program) -> None:
    names = DIRECTORY / "authority_names.csv"
    brought = program("import", "authorities", DIRECTORY / "authorities.csv", "--names", names)
    assert brought.code == 0
    assert program("import", "registers", DIRECTORY / "registers.csv").code == 0


@pytest.mark.usefixtures("filled")
@pytest.mark.parametrize("kind", ["authorities", "registers"])
def test_json_lines_carry_everything_there_and_back(
    installation: Path, program: Program, kind: str
) -> None:
    first, second = installation / "first.jsonl", installation / "second.jsonl"
    assert program("export", kind, "--format", "jsonl", "--output", first).code == 0
    for file in (installation / "var").iterdir():
        file.unlink()
    assert program("import", kind, first).code == 0
    assert program("export", kind, "--format", "jsonl", "--output", second).code == 0
    assert second.read_text("utf-8") == first.read_text("utf-8")
    entries = [json.loads(line) for line in first.read_text("utf-8").splitlines()]
    assert len(entries) > 100
    assert sorted(path.name for path in installation.glob(".*")) == []


@pytest.mark.usefixtures("filled")
def test_csv_and_its_names_carry_authorities_there_and_back(
    installation: Path, program: Program
) -> None:
    first, names = installation / "first.csv", installation / "names.csv"
    program("export", "authorities", "--output", first, "--names", names)
    before = program("export", "authorities", "--format", "jsonl").said
    for file in (installation / "var").iterdir():
        file.unlink()
    assert program("import", "authorities", first, "--names", names).code == 0
    assert program("export", "authorities", "--format", "jsonl").said == before


@pytest.mark.usefixtures("filled")
def test_csv_goes_to_standard_output_with_the_columns_import_reads(program: Program) -> None:
    ended = program("export", "registers")
    rows = list(csv.DictReader(ended.said.splitlines()))
    assert f"Exported {len(rows)} registers." in ended.complained
    guides = next(row for row in rows if row["id"] == "pt-register-tourism-activities")
    assert guides["name_local"] == "Registo Nacional dos Agentes de Animação Turística"
    assert guides["areas"] == "professional-qualifications | services"
    assert guides["free"] == "yes"


def test_an_empty_directory_gives_a_file_with_columns_only(program: Program) -> None:
    assert program("export", "authorities").said == (
        "id,country,language,name,other_names,city,category,region,areas,languages,contact,updated\n"
    )
    assert program("export", "registers", "--format", "jsonl").said == ""


def test_a_file_that_cannot_be_written_is_told(installation: Path, program: Program) -> None:
    ended = program("export", "registers", "--output", installation / "nowhere" / "file.csv")
    assert ended.code == 1
    assert "cannot be written" in ended.complained


def test_doubles_are_listed_by_name_and_ids(installation: Path, program: Program) -> None:
    file = installation / "some.csv"
    rows = ("a,LV,lv,Dome,Rīga", "b,LV,lv,DOME,Riga", "c,LV,lv,Dome,Cēsis")
    file.write_text("\n".join(("id,country,language,name,city", *rows)), "utf-8")
    imported = program("import", "authorities", file)
    assert "One name in it may stand twice; see: imi-assistant doubles" in imported.complained
    ended = program("doubles")
    assert (ended.code, ended.said) == (0, "LV Dome: a, b\n")


def test_what_the_database_has_already_is_told_of_as_a_double_too(
    installation: Path, program: Program
) -> None:
    file = installation / "some.csv"
    header = "id,country,language,name,city"
    file.write_text(f"{header}\na,LV,lv,Dome,Rīga", "utf-8")
    assert "twice" not in program("import", "authorities", file).complained
    assert "twice" not in program("import", "authorities", file).complained
    file.write_text(f"{header}\nb,LV,lv,DOME,Riga", "utf-8")
    dry = program("import", "authorities", file, "--dry-run")
    assert "One name in it may stand twice" in dry.complained
    assert "LV DOME: a, b" in dry.complained


def test_no_doubles_are_said_to_be_none(program: Program) -> None:
    assert "No two authorities" in program("doubles").said
