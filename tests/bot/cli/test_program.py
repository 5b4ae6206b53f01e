"""The program as a whole: help, exit codes, and a way of failing that gives nothing away."""

from __future__ import annotations

import subprocess
import sys
from importlib.metadata import version
from pathlib import Path

import pytest

from bot.cli import migrating
from chat.defects import Malformed
from tests.bot.cli.conftest import ROOT, Program

COMMANDS = ("run", "demo", "import", "search", "migrate", "doctor", "reseal")
HEAVY = {
    "slack_bolt",
    "slack_sdk",
    "nio",
    "sqlalchemy",
    "alembic",
    "aiohttp",
    "babel",
    "numpy",
}


def test_help_names_every_command_and_exit_code(program: Program) -> None:
    ended = program("--help")
    assert ended.code == 0
    assert all(f"  {command} " in ended.said for command in COMMANDS)
    said = " ".join(ended.said.split())
    assert all(f"{code} " in said.partition("Exit codes:")[2] for code in range(6))


def test_it_says_which_version_it_is(program: Program) -> None:
    ended = program("--version")
    assert (ended.code, ended.said) == (0, f"imi-assistant {version('imi-assistant')}\n")


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_says_what_it_does(command: str, program: Program) -> None:
    ended = program(command, "--help")
    assert ended.code == 0
    assert f"Usage: imi-assistant {command}" in ended.said


@pytest.mark.parametrize("command", COMMANDS)
def test_help_comes_without_loading_what_a_command_needs(command: str) -> None:
    script = f"""
import sys
from bot.cli import main
try:
    main(["{command}", "--help"])
except SystemExit:
    print(sorted(sys.modules.keys() & {HEAVY!r}))
"""
    ended = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=True, cwd=ROOT
    )
    assert ended.stdout.splitlines()[-1] == "[]"


@pytest.mark.parametrize(
    "arguments",
    [
        ["sing"],
        ["import", "authorities"],
        ["import", "authorities", "no such file.csv"],
        ["import", "songs", "app.yaml"],
        ["search"],
        ["search", "riga", "--batch", "app.yaml"],
        ["search", "riga", "--limit", "0"],
        ["search", "riga", "--country", "XX"],
        ["search", "riga", "--area", "servises"],
        ["demo", "--script", "no such file.txt"],
    ],
)
def test_wrong_usage_is_told_and_is_2(arguments: list[str], program: Program) -> None:
    ended = program(*arguments)
    assert ended.code == 2
    assert "Error: " in ended.complained
    assert "--help" in ended.complained


@pytest.mark.parametrize("command", [["migrate"], ["search", "riga"], ["run"]])
def test_a_wrong_configuration_is_told_and_is_3(
    command: list[str], installation: Path, program: Program
) -> None:
    (installation / "app.yaml").write_text("databse: {}\nlog: {level: loud}\n", encoding="utf-8")
    ended = program(*command)
    assert (ended.code, ended.said) == (3, "")
    first, *problems = ended.complained.splitlines()
    assert first == f"The configuration ({installation / 'app.yaml'}) is wrong:"
    assert sorted(problems) == [
        "  databse: is not a setting. Did you mean `database`? (line 1)",
        "  log.level: must be 'debug', 'info', 'warning' or 'error' (line 2)",
    ]


def test_there_is_nothing_to_run_without_a_platform(program: Program) -> None:
    ended = program("run")
    assert ended.code == 3
    assert "imi-assistant demo" in ended.complained


@pytest.mark.parametrize("command", [["migrate"], ["search", "riga"]])
def test_a_database_that_does_not_answer_is_told_and_is_4_without_its_password(
    command: list[str],
    closed_port: int,
    program: Program,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    url = f"postgresql://imi:hush-hush@127.0.0.1:{closed_port}/imi"
    monkeypatch.setenv("IMI_DATABASE_URL", url)
    ended = program(*command)
    assert (ended.code, ended.said) == (4, "")
    first, second = ended.complained.splitlines()
    assert first.startswith("The database cannot be used. Connect call failed")
    assert "IMI_DATABASE_URL" in second
    assert "hush" not in ended.complained


def test_a_file_that_is_no_database_is_told(
    installation: Path, program: Program, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("IMI_DATABASE_URL", f"sqlite:///{installation / 'app.yaml'}")
    ended = program("migrate")
    assert ended.code == 4
    assert ended.complained.startswith("The database cannot be used. File is not a database.\n")


def _break(*_arguments: object) -> None:
    raise KeyError("Anna Kalniņa")


@pytest.fixture
def broken(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(migrating, "configuration", _break)


@pytest.mark.usefixtures("broken")
def test_a_defect_is_5_and_gives_nobody_away(program: Program) -> None:
    ended = program("migrate")
    assert ended.code == 5
    assert "(KeyError)" in ended.complained
    assert "Anna" not in ended.complained
    assert "Traceback" not in ended.complained


def test_a_command_that_cannot_be_used_is_told_in_full(
    program: Program, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse() -> None:
        raise Malformed("handlers/x.py must end in COMMAND = Command(...)")

    monkeypatch.setattr(migrating, "configuration", refuse)
    ended = program("migrate")
    told = "A command cannot be used. handlers/x.py must end in COMMAND = Command(...)\n"
    assert (ended.code, ended.complained) == (5, told)


@pytest.mark.usefixtures("broken")
def test_a_traceback_comes_when_it_is_asked_for(
    program: Program, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("IMI_TRACEBACK", "1")
    ended = program("migrate")
    assert ended.code == 5
    assert "Traceback" in ended.complained
