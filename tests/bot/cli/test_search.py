from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.bot.cli.conftest import ROOT, Program

DIRECTORY = ROOT / "content" / "directory"


@pytest.fixture
def directory(program: Program) -> None:
    names = DIRECTORY / "authority_names.csv"
    program("import", "authorities", DIRECTORY / "authorities.csv", "--names", names)


@pytest.mark.usefixtures("directory")
def test_words_find_an_authority_and_say_why(program: Program) -> None:
    ended = program("search", "consumer", "rights", "protection", "centre", "--limit", "1")
    assert (ended.code, ended.complained) == (0, "")
    assert ended.said.splitlines() == [
        "1. Patērētāju tiesību aizsardzības centrs",
        "   lv-ptac · LV, Rīga · professional-qualifications services",
        "   because of “Consumer Rights Protection Centre” (label, en)",
    ]


@pytest.mark.usefixtures("directory")
def test_beside_what_was_meant_for_sure_nothing_else_is_shown(program: Program) -> None:
    ended = program("search", "turismo de portugal", "--limit", "20")
    assert "pt-turismo" in ended.said
    assert "2." not in ended.said


@pytest.mark.usefixtures("directory")
def test_country_and_area_keep_everything_else_out(program: Program) -> None:
    ended = program("search", "turismo de portugal", "--country", "lv", "--limit", "50")
    assert "pt-turismo" not in ended.said
    assert "pt-turismo" in program("search", "turismo de portugal", "--country", "PT").said
    ended = program("search", "turismo de portugal", "--area", "posting-of-workers")
    assert "pt-turismo" not in ended.said


@pytest.mark.usefixtures("directory")
def test_nothing_is_found_without_confidence(program: Program) -> None:
    ended = program("search", "xyzzy")
    assert ended.code == 0
    assert ended.said.startswith("Nothing was found")


@pytest.mark.usefixtures("directory")
@pytest.mark.parametrize("text", ["", " ", "\t"])
def test_nothing_to_search_for_is_told(program: Program, text: str) -> None:
    ended = program("search", text)
    assert (ended.code, ended.said) == (2, "")
    assert "There is nothing to search for" in ended.complained


@pytest.mark.usefixtures("directory")
@pytest.mark.parametrize(
    "text", ["(a+)+$" * 300, "'; DROP TABLE authorities; --", "🙂", "%", "\x00"]
)
def test_rubbish_finds_nothing_for_sure(program: Program, text: str) -> None:
    ended = program("search", text)
    assert (ended.code, ended.complained) == (0, "")
    assert ended.said.startswith("Nothing was found")


@pytest.mark.usefixtures("directory")
def test_a_batch_is_answered_line_by_line(installation: Path, program: Program) -> None:
    queries = [
        {"id": "a", "query": "Patērētāju tiesību aizsardzības centrs", "rule": "exact"},
        {"id": 2, "query": "turismo de portugal"},
        {"id": "ķ", "query": ""},
    ]
    file = installation / "queries.jsonl"
    lines = [json.dumps(query) for query in queries]
    file.write_text("\n".join([*lines[:2], "", lines[2]]), encoding="utf-8")
    ended = program("search", "--batch", file, "--limit", "3")
    assert (ended.code, ended.complained) == (0, "")
    answers = [json.loads(line) for line in ended.said.splitlines()]
    assert [list(answer) for answer in answers] == [["id", "hits", "ms"]] * 3
    assert [answer["id"] for answer in answers] == ["a", 2, "ķ"]
    assert [answer["hits"][:1] for answer in answers] == [["lv-ptac"], ["pt-turismo"], []]
    assert all(len(answer["hits"]) <= 3 for answer in answers)
    assert all(answer["ms"] > 0 for answer in answers)


@pytest.mark.usefixtures("directory")
def test_broken_lines_are_told_and_the_others_answered(
    installation: Path, program: Program
) -> None:
    good = b'{"id": "a", "query": "turismo de portugal"}'
    bad = [b"{", b'{"id": "b"}', b'["c"]', b'{"id": null, "query": "x"}', b"\xff\xfe", b"null"]
    file = installation / "queries.jsonl"
    file.write_bytes(b"\n".join([*bad, good]) + b"\n")
    ended = program("search", "--batch", file)
    assert ended.code == 1
    assert json.loads(ended.said)["hits"][0] == "pt-turismo"
    no_object = 'is not an object with "id" and "query"'
    assert ended.complained.splitlines() == [
        "queries.jsonl line 1: is not JSON",
        f"queries.jsonl line 2: {no_object}",
        f"queries.jsonl line 3: {no_object}",
        f"queries.jsonl line 4: {no_object}",
        "queries.jsonl line 5: is not written in UTF-8",
        f"queries.jsonl line 6: {no_object}",
        "6 lines could not be read; the others were answered.",
    ]


def test_an_empty_directory_is_told(program: Program) -> None:
    ended = program("search", "riga")
    assert (ended.code, ended.said) == (1, "")
    assert ended.complained.startswith("There are no authorities yet.")
