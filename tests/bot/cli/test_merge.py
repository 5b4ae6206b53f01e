from __future__ import annotations

from pathlib import Path

import pytest

from tests.bot.cli.conftest import Program

ROWS = (
    "a,LV,lv,Dome,Rīga",
    "b,LV,lv,DOME,Riga",
    "c,LV,lv,Koordinators,Rīga",
    "d,PT,pt,Câmara,Lisboa",
)


@pytest.fixture
def directory(installation: Path, program: Program) -> None:
    """Two of the same, and Ilze, who coordinates them."""
    file = installation / "some.csv"
    file.write_text("\n".join(("id,country,language,name,city", *ROWS)), "utf-8")
    assert program("import", "authorities", file).code == 0
    people = installation / "people.csv"
    header = "id,name,language,time_zone,authority,area,roles"
    ilze = "ilze,Ilze Bērziņa,lv,Europe/Riga,c,*,coordinator"
    rita = "rita,Rita Kalēja,lv,Europe/Riga,b,*,handler"
    people.write_text("\n".join((header, ilze, rita)), "utf-8")
    assert program("import", "people", people).code == 0


@pytest.mark.usefixtures("directory")
def test_a_dry_run_says_what_would_go_over_and_changes_nothing(program: Program) -> None:
    ended = program("merge", "a", "b", "--by", "ilze", "--dry-run")
    assert (ended.code, ended.complained) == (0, "")
    assert "1 person would go over" in ended.said
    assert "Nothing was changed" in ended.said
    assert program("doubles").said == "LV Dome: a, b\n"


@pytest.mark.usefixtures("directory")
def test_two_become_one_and_another_import_does_not_part_them(
    installation: Path, program: Program
) -> None:
    assert program("merge", "a", "b", "--by", "ilze").code == 0
    assert "No two authorities" in program("doubles").said
    assert program("import", "authorities", installation / "some.csv").code == 0
    assert "No two authorities" in program("doubles").said
    assert "\nb," not in program("export", "authorities").said
    ended = program("merge", "a", "b", "--by", "ilze")
    assert ended.code == 1
    assert "no longer in the directory" in ended.complained


@pytest.mark.usefixtures("directory")
@pytest.mark.parametrize(
    ("kept", "gone", "by", "why"),
    [
        ("a", "b", "rita", "You cannot make these two authorities one"),
        ("a", "b", "nobody", "There is no person 'nobody'"),
        ("a", "a", "ilze", "the same entry"),
        ("a", "d", "ilze", "different countries"),
        ("a", "x", "ilze", "no longer in the directory"),
    ],
)
def test_what_cannot_be_is_told_and_nothing_changes(
    program: Program, kept: str, gone: str, by: str, why: str
) -> None:
    ended = program("merge", kept, gone, "--by", by)
    assert (ended.code, ended.said) == (1, "")
    assert why in ended.complained
    assert "Nothing was changed." in ended.complained
