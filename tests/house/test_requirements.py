"""What is installed is what was chosen: pinned, hashed, and from wherever pip is told to look."""

from __future__ import annotations

import re
from importlib.metadata import entry_points
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
LOCKED = sorted((ROOT / "requirements").glob("*.txt"))
# A requirement and its hashes, one entry over several lines.
ENTRY = re.compile(r"^(?P<requirement>[^\s#].*?)(?P<hashes>(?: \\\n +--hash=\S+)*)$", re.MULTILINE)


@pytest.mark.parametrize("path", LOCKED, ids=lambda path: path.name)
def test_every_requirement_is_pinned_and_hashed(path: Path) -> None:
    entries = list(ENTRY.finditer(path.read_text()))
    assert len(entries) > 10
    for entry in entries:
        assert re.match(r"[\w.-]+(\[[\w,]+\])?==[\w.]+", entry["requirement"]), entry[0]
        assert "--hash=sha256:" in entry["hashes"], entry[0]


@pytest.mark.parametrize("path", LOCKED, ids=lambda path: path.name)
def test_no_address_is_named(path: Path) -> None:
    assert "://" not in path.read_text()


def test_what_runs_in_tests_is_what_runs_in_earnest() -> None:
    runtime, dev = (
        set(re.findall(r"^\S+==\S+", (ROOT / "requirements" / f"{name}.txt").read_text(), re.M))
        for name in ("runtime", "dev")
    )
    assert runtime < dev


def test_the_program_is_installed() -> None:
    (program,) = entry_points(group="console_scripts", name="imi-assistant")
    assert callable(program.load())
