from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest

from tests.bot.cli.conftest import ROOT, Program

DIRECTORY, DEMO = ROOT / "content" / "directory", ROOT / "content" / "demo"


def number(installation: Path, table: str) -> int:
    connection = sqlite3.connect(installation / "var" / "imi.sqlite3")
    try:
        return int(connection.execute(f"SELECT count(*) FROM {table}").fetchone()[0])
    finally:
        connection.close()


@pytest.fixture
def directory(program: Program) -> None:
    names = DIRECTORY / "authority_names.csv"
    ended = program("import", "authorities", DIRECTORY / "authorities.csv", "--names", names)
    assert (ended.code, ended.complained) == (0, "")


@pytest.mark.usefixtures("directory")
def test_a_whole_exchange_comes_from_files(installation: Path, program: Program) -> None:
    files = {
        "registers": DIRECTORY / "registers.csv",
        "coordinators": DEMO / "coordinators.csv",
        "people": DEMO / "people.csv",
        "deputies": DEMO / "deputies.csv",
        "rooms": DEMO / "rooms.csv",
    }
    for name, file in files.items():
        ended = program("import", name, file)
        assert (ended.code, ended.complained) == (0, ""), name
        assert ended.said.startswith("Imported ")
    assert number(installation, "people") == 11
    assert number(installation, "rooms") == 3
    assert number(installation, "deputies") == 4
    dates = installation / "dates.csv"
    row = "basics,IMI pamati,2031-04-02 10:00,90,Rīga,12"
    dates.write_text(f"id,title_lv,starts,minutes,place,seats\n{row}\n", encoding="utf-8")
    tried = program("import", "trainings", dates, "--by", "ilze", "--dry-run")
    assert (tried.code, number(installation, "trainings")) == (0, 0)
    assert program("import", "trainings", dates, "--by", "ilze").said.startswith("Imported 1 ")
    assert number(installation, "trainings") == 1


def test_the_directory_is_counted(installation: Path, program: Program) -> None:
    names = DIRECTORY / "authority_names.csv"
    ended = program("import", "authorities", DIRECTORY / "authorities.csv", "--names", names)
    assert f"Imported {number(installation, 'authorities'):,} authorities in " in ended.said
    assert f"They have {number(installation, 'authority_names'):,} names." in ended.said


def test_every_bad_row_is_told_and_nothing_is_imported(
    installation: Path, program: Program
) -> None:
    file = installation / "bad.csv"
    rows = [f"x{n},{'XX' if n % 2 else 'EE'},et,Amet" for n in range(120)]
    file.write_text("\n".join(["id,country,language,name,remark", *(f"{r}," for r in rows)]))
    ended = program("import", "authorities", file)
    assert (ended.code, ended.said) == (1, "")
    lines = ended.complained.splitlines()
    assert lines[0] == "Not used: 'remark'."
    wrong = "`XX` is not the code of an EU or EEA country."
    assert lines[1:51] == [f"bad.csv line {n}, country: {wrong}" for n in range(3, 102, 2)]
    assert lines[51:] == ["… and 10 more.", "Nothing was imported: 60 problems."]
    assert number(installation, "authorities") == 0


def test_a_dry_run_says_that_nothing_was_changed(installation: Path, program: Program) -> None:
    ended = program("import", "registers", DIRECTORY / "registers.csv", "--dry-run")
    assert ended.code == 0
    assert ended.said.endswith(" registers. Nothing was changed (--dry-run).\n")
    assert number(installation, "registers") == 0


def test_a_damaged_file_is_told(installation: Path, program: Program) -> None:
    file = installation / "cut.csv.gz"
    file.write_bytes(b"\x1f\x8b\x08\0\0\0\0\0\0\xff\x4b")
    ended = program("import", "registers", file)
    assert ended.code == 1
    assert ended.complained == (
        "The file is damaged: it cannot be unpacked to its end.\nNothing was imported.\n"
    )


@pytest.mark.usefixtures("directory")
def test_a_room_that_is_another_teams_is_told(installation: Path, program: Program) -> None:
    program("import", "rooms", DEMO / "rooms.csv")
    header, first, *_others = (DEMO / "rooms.csv").read_text(encoding="utf-8").splitlines()
    file = installation / "rooms.csv"
    file.write_text(f"{header}\nnew-{first}\n", encoding="utf-8")
    ended = program("import", "rooms", file)
    assert ended.code == 1
    assert "belongs to somebody else already" in ended.complained
    assert "Nothing was changed." in ended.complained
    assert number(installation, "rooms") == 3
