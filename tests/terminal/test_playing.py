"""Scripts played on the demo's own world: the transcript, and what a failure says."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from bot.app import ROOT
from bot.demo import FAILED, NO_SCRIPT, PLAYED, DemoWorld, run
from bot.terminal.playing import Play
from bot.terminal.script import Failed, read
from tests.support.papers import a_pdf

SCRIPTS = sorted((ROOT / "demo").glob("*.txt"))
PREFIX = re.compile(r"\[[a-z-]+\]( .+)?|[a-z]+( in [a-z-]+)?> .+")


async def transcript(demo: DemoWorld, script: str) -> list[str]:
    lines: list[str] = []
    await Play(demo.stage, demo.clock, demo.cast, lines.append).perform(tuple(read(script)))
    return lines


@pytest.mark.parametrize("script", SCRIPTS, ids=lambda script: script.stem)
def test_a_committed_script_plays_to_its_end(
    script: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(script) == PLAYED
    printed = capsys.readouterr()
    assert printed.err == ""
    assert [line for line in printed.out.splitlines() if not PREFIX.fullmatch(line)] == []


def test_the_leaflets_example_is_among_the_scripts() -> None:
    assert "leaflet" in [script.stem for script in SCRIPTS]


def test_a_script_plays_the_same_every_time(capsys: pytest.CaptureFixture[str]) -> None:
    [leaflet] = [script for script in SCRIPTS if script.stem == "leaflet"]
    run(leaflet)
    first = capsys.readouterr().out
    run(leaflet)
    assert capsys.readouterr().out == first


def test_without_anybody_at_the_keyboard_the_leaflets_example_is_played(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert run(None) == PLAYED
    assert "anna> jauns pieprasījums" in capsys.readouterr().out


async def test_what_is_typed_and_shown_names_its_reader(demo: DemoWorld) -> None:
    lines = await transcript(demo, "anna: mani uzdevumi\njoao in lisboa-team: as minhas tarefas")
    assert lines[0] == "anna> mani uzdevumi"
    assert lines[1].startswith("[anna] ")
    spoken = lines.index("joao in lisboa-team> as minhas tarefas")
    assert lines[spoken + 1].startswith("[joao] ")


async def test_people_are_found_by_name_and_without_accents(demo: DemoWorld) -> None:
    lines = await transcript(demo, "João: ajuda\nANNA: palīdzība")
    assert lines[0] == "joao> ajuda"
    assert "anna> palīdzība" in lines


async def test_the_clock_says_where_it_stands(demo: DemoWorld) -> None:
    assert await transcript(demo, "clock: +3d") == [
        "clock> +3d",
        "[clock] Thu 5 Mar 2026, 11:30 (Europe/Riga)",
    ]


async def test_a_file_is_handed_in_as_by_hand_and_one_that_is_refused_explained(
    demo: DemoWorld, tmp_path: Path
) -> None:
    good, lying, empty = (tmp_path / f"{name}.pdf" for name in ("diploms", "viltus", "tukss"))
    good.write_bytes(a_pdf("diploms"))
    lying.write_bytes(b"MZ" + bytes(200))
    empty.write_bytes(b"")
    asked = "anna: jauns pieprasījums portugāle tūrisms\nanna: 1\nanna: 1\nanna: 1\nanna: Rui\nanna: gids\n"
    asked += "anna: izlaist\nanna: izlaist\nanna: izlaist\nanna: izlaist\n"
    files = f"anna: /attach {lying}\nanna: /attach {empty}\nanna: /attach {tmp_path}/nav.pdf\n"
    lines = await transcript(demo, f"{asked}{files}anna: /attach {good}\nexpect anna: Līdz kurai")
    told = [line for line in lines if line.startswith("[anna] ! ")]
    assert len(told) == 3, "each of the others is explained"
    assert len(set(told)) == 3


@pytest.mark.parametrize(
    ("script", "line", "told"),
    [
        ("anna: 1\nnobody: 1", 2, "There is no nobody. People: anna, liga"),
        ("anna in nowhere: 1", 1, "There is no nowhere. Rooms: riga-team"),
        ("anna: 1\n\nexpect nobody: x", 3, "There is no nobody. People and rooms: anna"),
        ("clock: yesterday", 1, "I cannot read yesterday as a time"),
        ("clock: 2026-01-01", 1, "The clock can only go forward"),
        ("anna: mani uzdevumi\nexpect anna: xyzzy", 2, "anna was not shown it; shown was: Jūs"),
        ("anna: mani uzdevumi\nexpect joao: xyzzy", 2, "shown was: nothing"),
        ("anna: ajuda\nexpect not anna: mani uzdevumi", 2, "anna was shown it"),
        ("anna: rādīt {reference}", 1, "No reference of a request has been shown yet"),
    ],
)
async def test_a_line_that_fails_is_told_with_its_number(
    demo: DemoWorld, script: str, line: int, told: str
) -> None:
    with pytest.raises(Failed) as failed:
        await transcript(demo, script)
    assert str(failed.value).startswith(f"line {line}: {script.splitlines()[line - 1]}\n")
    assert told in str(failed.value)


async def test_nothing_is_played_while_a_name_is_unknown(demo: DemoWorld) -> None:
    lines: list[str] = []
    play = Play(demo.stage, demo.clock, demo.cast, lines.append)
    with pytest.raises(Failed):
        await play.perform(tuple(read("anna: mani uzdevumi\nnobody: 1")))
    assert lines == []


async def test_what_was_shown_last_may_be_expected_later(demo: DemoWorld) -> None:
    await transcript(demo, "anna: palīdzība\njoao: ajuda\nexpect anna: mani uzdevumi")


def test_an_error_of_the_bot_fails_the_script(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """The bot answers its user with an apology; a script must not take that for an answer."""

    def broken(*_arguments: object) -> None:
        raise RuntimeError("a thing broke")

    monkeypatch.setattr("handlers.my_tasks.waiting", broken)
    script = tmp_path / "script.txt"
    script.write_text("# one\nanna: mani uzdevumi\n", encoding="utf-8")
    assert run(script) == FAILED
    told = capsys.readouterr().err
    assert told.startswith(f"{script}, line 2: anna: mani uzdevumi\nThe bot broke")
    assert "a thing broke" in told


def test_a_script_that_cannot_be_read_is_told(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(tmp_path / "nowhere.txt") == NO_SCRIPT
    printed = capsys.readouterr()
    assert printed.out == ""
    assert "nowhere.txt cannot be read" in printed.err
