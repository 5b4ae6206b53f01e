"""What a script may say, and what is said about one that says something else."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from bot.terminal.script import Attach, Expect, Failed, Move, Say, Unreadable, read, read_file


def step_of(line: str) -> object:
    [numbered] = read(line)
    return numbered.step


@pytest.mark.parametrize(
    ("line", "step"),
    [
        ("anna: mani uzdevumi", Say("anna", "mani uzdevumi")),
        ("  anna :  1  ", Say("anna", "1")),
        ("joao: at 9:30: there", Say("joao", "at 9:30: there")),
        ("joao in lisboa-team: ajuda", Say("joao", "ajuda", "lisboa-team")),
        ("anna:", Say("anna", "")),
        ("clock: +3d", Move("+3d")),
        ("anna: /clock +3d", Move("+3d")),
        ("anna: /attach a scan.pdf", Attach("anna", "a scan.pdf")),
        ("expect joao: LV-2026", Expect("joao", "LV-2026")),
        ("expect not joao: Silva", Expect("joao", "Silva", shown=False)),
    ],
)
def test_a_line_is_a_step(line: str, step: object) -> None:
    assert step_of(line) == step


def test_comments_and_blank_lines_count_as_lines_only() -> None:
    steps = list(read("# about\n\nanna: 1\n   # more\njoao: 2\n"))
    assert [(each.number, each.line) for each in steps] == [(3, "anna: 1"), (5, "joao: 2")]


@pytest.mark.parametrize(
    "line", ["anna", "anna mani uzdevumi", ": hello", "expect joao in riga-team: x", "two words: x"]
)
def test_a_bad_line_is_told_with_its_number_and_how_to_write_one(line: str) -> None:
    with pytest.raises(Failed) as failed:
        list(read(f"anna: 1\n{line}\n"))
    assert str(failed.value).startswith(f"line 2: {line}\n")
    assert "anna: my tasks" in str(failed.value)


@pytest.mark.parametrize("line", ["clock:   ", "expect anna:"])
def test_nothing_after_the_colon_is_told(line: str) -> None:
    with pytest.raises(Failed, match="nothing after the colon"):
        list(read(line))


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("anna: /as joao", "Each line says who types it"),
        ("anna: /room riga-team", "printed by itself"),
        ("anna: /clock", "clock: +3d"),
        ("anna: /attach", "anna: /attach scan.pdf"),
        ("anna in riga-team: /attach a.pdf", "in private"),
    ],
)
def test_what_steers_the_try_out_by_hand_is_said_otherwise_in_a_script(
    line: str, told: str
) -> None:
    with pytest.raises(Failed, match=re.escape(told)):
        list(read(line))


@pytest.mark.parametrize(
    ("data", "told"),
    [
        (b"", "nothing to play"),
        (b"# only\n\n# comments\n", "nothing to play"),
        (b"expect anna: something\n", "nothing to play"),
        (b"\x89PNG\r\n\x1a\n\x00\x00", "no UTF-8 text"),
        ("anna: kā".encode("utf-16"), "no UTF-8 text"),
        (b"anna: 1\n" * 200_000, "longer than"),
    ],
)
def test_a_file_that_is_no_script_is_told(tmp_path: Path, data: bytes, told: str) -> None:
    file = tmp_path / "script.txt"
    file.write_bytes(data)
    with pytest.raises(Unreadable, match=told) as unreadable:
        read_file(file)
    assert str(file) in str(unreadable.value)


def test_a_file_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(Unreadable, match="cannot be read: No such file"):
        read_file(tmp_path / "nowhere.txt")


def test_a_folder_is_no_script(tmp_path: Path) -> None:
    with pytest.raises(Unreadable, match="cannot be read: Is a directory"):
        read_file(tmp_path)


def test_a_script_saved_on_windows_is_read(tmp_path: Path) -> None:
    file = tmp_path / "script.txt"
    file.write_bytes(b"\xef\xbb\xbfanna: mani uzdevumi\r\n")
    [numbered] = read_file(file)
    assert numbered.step == Say("anna", "mani uzdevumi")
