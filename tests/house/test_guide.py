"""The guide to a new command works as it is printed: its command is added to a copy of the project and tested."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
GUIDE = (ROOT / "docs" / "adding-a-command.md").read_text(encoding="utf-8")
# The rest is linked: only what the guide adds to, and what must see it, is copied.
COPIED = ("handlers", "tests")


def block(section: str) -> str:
    """The first block of code in a section."""
    text = GUIDE.split(f"\n## {section}\n")[1].split("\n## ")[0]
    found = re.search(r"^```\w+\n(.*?)^```", text, re.MULTILINE | re.DOTALL)
    assert found, f"{section} has no code"
    return found[1]


@pytest.fixture
def project(tmp_path: Path) -> Path:
    skipped = shutil.ignore_patterns("__pycache__")
    for path in ROOT.iterdir():
        if path.name in COPIED:
            shutil.copytree(path, tmp_path / path.name, ignore=skipped)
        elif not path.name.startswith("."):
            (tmp_path / path.name).symlink_to(path)
    (tmp_path / "handlers" / "my_count.py").write_text(block("1. The module"), encoding="utf-8")
    (tmp_path / "tests" / "handlers" / "test_my_count.py").write_text(
        block("5. A test"), encoding="utf-8"
    )
    return tmp_path


def ran(project: Path, *command: str) -> str:
    ended = subprocess.run(
        [sys.executable, "-m", *command],
        cwd=project,
        env={"PYTHONPATH": str(project), "PATH": "/usr/bin:/bin"},
        capture_output=True,
        text=True,
        timeout=280,
        check=False,
    )
    assert ended.returncode == 0, ended.stdout[-3000:] + ended.stderr[-3000:]
    return ended.stdout


@pytest.mark.timeout(300)
def test_the_guides_command_passes_its_own_test_and_every_commands(project: Path) -> None:
    ran(project, "pytest", "-p", "no:cacheprovider", "-m", "not homeserver",
        "tests/handlers/test_my_count.py", "tests/contract/test_every_command.py")  # fmt: skip


def test_the_guides_script_can_be_played(project: Path) -> None:
    script = project / "my_count.txt"
    script.write_text(block("7. Trying it"), encoding="utf-8")
    assert "anna> my count" in ran(project, "bot", "demo", "--script", str(script))


def test_the_guides_code_is_as_the_house_writes(project: Path) -> None:
    files = ["handlers/my_count.py", "tests/handlers/test_my_count.py"]
    ran(project, "ruff", "check", "--no-cache", *files)
    ran(project, "ruff", "format", "--no-cache", "--check", *files)
