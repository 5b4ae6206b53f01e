from __future__ import annotations

from pathlib import Path

import pytest

from storage.migrations import head
from tests.bot.cli.conftest import ROOT, Program

DIRECTORY, DEMO = ROOT / "content" / "directory", ROOT / "content" / "demo"


@pytest.fixture
def english(installation: Path) -> None:
    """Whether the other languages are complete is not what is tested here."""
    file = installation / "app.yaml"
    text = file.read_text(encoding="utf-8")
    file.write_text(text.replace("enabled: [en, lv, pt]", "enabled: [en]"), encoding="utf-8")


@pytest.mark.usefixtures("english")
def test_a_new_installation_has_no_problem_and_nothing_is_made(
    installation: Path, program: Program
) -> None:
    ended = program("doctor")
    assert (ended.code, ended.complained) == (0, "")
    assert ended.said.splitlines() == [
        f"ok       configuration: {installation / 'app.yaml'}",
        "note     database: SQLite, still empty; made at the first `run` or `import`",
        "note     attachments: IMI_DATA_KEYS has no key; it is needed once a platform is enabled",
        f"ok       attachments: are kept in {installation / 'var/files'}",
        f"ok       content: every file in {ROOT / 'content'} can be read",
        "ok       languages: en is the source language",
        "note     links: not offered, because app.yaml has no address: survey",
        "note     help: app.yaml names no coordinator and no helpdesk for any country",
        "note     platforms: none is enabled in app.yaml: there is only the demo to play with",
        "note     mail: not enabled: whoever cannot be reached in chat is told nowhere else",
    ]
    assert [path.name for path in installation.iterdir()] == ["app.yaml"]


@pytest.mark.usefixtures("english")
def test_an_empty_directory_is_a_problem_until_it_is_filled(
    installation: Path, program: Program
) -> None:
    program("migrate")
    ended = program("doctor")
    assert ended.code == 1
    assert ended.said.splitlines()[1:4] == [
        f"ok       database: SQLite at revision {head()}",
        "problem  directory: there are no authorities; run: imi-assistant import authorities FILE",
        "problem  directory: there are no people; run: imi-assistant import people FILE",
    ]
    program("import", "authorities", DIRECTORY / "authorities.csv")
    file = installation / "people.csv"
    people = (DEMO / "people.csv").read_text(encoding="utf-8")
    file.write_text(people.replace(",lv,Eur", ",en,Eur").replace(",pt,Eur", ",en,Eur"), "utf-8")
    assert program("import", "people", file).code == 0
    ended = program("doctor")
    assert ended.code == 0
    assert "ok       directory: 11 people" in ended.said.splitlines()


def test_a_wrong_configuration_is_a_problem_for_each_setting(
    installation: Path, program: Program
) -> None:
    (installation / "app.yaml").write_text("log: {level: loud, colour: red}\n", encoding="utf-8")
    ended = program("doctor")
    assert ended.code == 1
    told = [line.partition(": ")[0] for line in ended.said.splitlines()]
    assert told == ["problem  configuration", "problem  configuration"]


def test_an_area_that_does_not_exist_is_told_wherever_the_configuration_is_read(
    installation: Path, program: Program
) -> None:
    text = "retention: {areas: {servces: {block_after_months: 18}}}\n"
    (installation / "app.yaml").write_text(text, encoding="utf-8")
    told = "retention.areas.servces: is not an area of content/areas.yaml."
    assert f"problem  configuration: {told}" in program("doctor").said
    ended = program("search", "riga")
    assert ended.code == 3
    assert told in ended.complained


@pytest.mark.usefixtures("english")
def test_a_postgresql_that_is_empty_or_silent_is_a_problem(
    postgres_url: str, closed_port: int, program: Program, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("IMI_DATABASE_URL", postgres_url)
    ended = program("doctor")
    assert ended.code == 1
    assert "problem  database: PostgreSQL is empty; run: imi-assistant migrate" in ended.said
    url = f"postgresql://imi:hush-hush@127.0.0.1:{closed_port}/imi"
    monkeypatch.setenv("IMI_DATABASE_URL", url)
    ended = program("doctor")
    assert ended.code == 1
    assert "problem  database: cannot be used. Connect call failed" in ended.said
    assert "hush" not in ended.said + ended.complained
