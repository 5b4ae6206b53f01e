from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from tests.bot.cli.conftest import Program


@pytest.mark.usefixtures("installation")
def test_the_manifest_is_printed_for_the_address_that_is_given(program: Program) -> None:
    ended = program("slack", "manifest", "--url", "https://imi.example.org/")
    assert (ended.code, ended.complained) == (0, "")
    made = yaml.safe_load(ended.said)
    assert made["features"]["slash_commands"][0]["url"] == "https://imi.example.org/slack/events"


@pytest.mark.usefixtures("installation")
def test_without_an_address_it_says_that_one_is_needed(program: Program) -> None:
    ended = program("slack", "manifest")
    assert (ended.code, ended.said) == (2, "")
    assert "--url https://imi.example.org" in ended.complained


def test_over_a_socket_none_is_needed(installation: Path, program: Program) -> None:
    file = installation / "app.yaml"
    text = file.read_text(encoding="utf-8")
    assert "mode: http" in text
    file.write_text(text.replace("mode: http", "mode: socket", 1), encoding="utf-8")
    ended = program("slack", "manifest")
    assert ended.code == 0
    assert yaml.safe_load(ended.said)["settings"]["socket_mode_enabled"] is True
