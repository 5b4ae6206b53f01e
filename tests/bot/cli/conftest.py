"""The command line as an operator has it: arguments in; an exit code, output and complaints out."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from bot.cli import main
from tests.support.ports import free_port

ROOT = Path(__file__).parents[3]


@dataclass(frozen=True, slots=True)
class Ended:
    code: int
    said: str
    complained: str


Program = Callable[..., Ended]


@pytest.fixture
def installation(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder of its own to run in, with the settings of the project and an embedded database."""
    for name in ("IMI_CONFIG", "IMI_TRACEBACK", "IMI_DATABASE_URL"):
        monkeypatch.delenv(name, raising=False)
    folder = tmp_path / "here"
    folder.mkdir()
    text = (ROOT / "app.yaml").read_text(encoding="utf-8")
    (folder / "app.yaml").write_text(text, encoding="utf-8")
    monkeypatch.chdir(folder)
    return folder


@pytest.fixture
def closed_port() -> int:
    return free_port()


@pytest.fixture
def program(installation: Path, capsys: pytest.CaptureFixture[str]) -> Program:
    def run(*arguments: str | Path) -> Ended:
        assert Path.cwd() == installation
        with pytest.raises(SystemExit) as ended:
            main([str(argument) for argument in arguments])
        out, err = capsys.readouterr()
        return Ended(int(ended.value.code or 0), out, err)

    return run
