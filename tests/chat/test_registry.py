"""Commands are found in their package; what is wrong with one is told with its file."""

from __future__ import annotations

import importlib
import itertools
from collections.abc import Callable, Iterator
from pathlib import Path
from types import ModuleType

import pytest

from chat.defects import Malformed
from chat.registry import discover

COMMAND = """
from __future__ import annotations

from chat.command import Command
from chat.form import Form
from core.text import msg, words
from handlers._nothing import Nothing
from handlers.help import help_

COMMAND = Command(
    name="{name}",
    words=words("{name}"),
    summary=msg("See it"),
    form=Form(title=msg("Title"), fields=({fields}), into=Nothing),
    run=help_,
)
"""
NUMBERS = itertools.count()

Package = Callable[..., ModuleType]


@pytest.fixture
def package(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Package]:
    """A package of these modules; each has a name of its own, as an import is remembered."""
    monkeypatch.syspath_prepend(tmp_path)

    def made(**modules: str) -> ModuleType:
        folder = tmp_path / f"commands{next(NUMBERS)}"
        folder.mkdir()
        for name, text in {"__init__": "", **modules}.items():
            (folder / f"{name}.py").write_text(text, encoding="utf-8")
        return importlib.import_module(folder.name)

    yield made
    importlib.invalidate_caches()


def command(name: str, fields: str = "") -> str:
    return COMMAND.format(name=name, fields=fields)


def test_every_module_is_a_command_unless_its_name_begins_with_a_line(package: Package) -> None:
    found = discover(package(one=command("first"), two=command("second"), _shared="X = 1"))
    assert list(found) == ["first", "second"]


@pytest.mark.parametrize("text", ["", "COMMAND = 'my count'"])
def test_a_module_without_a_command_is_told_what_it_lacks(package: Package, text: str) -> None:
    commands = package(counting=text)
    with pytest.raises(Malformed) as refused:
        discover(commands)
    assert str(refused.value) == (
        f"{commands.__name__}/counting.py must end in COMMAND = Command(...); "
        'a helper\'s name begins with "_"'
    )


def test_two_commands_with_one_name_are_both_told(package: Package) -> None:
    commands = package(one=command("first"), two=command("first"))
    with pytest.raises(Malformed, match=r"one\.py and .*two\.py both have the name 'first'"):
        discover(commands)


def test_a_form_that_does_not_fit_is_told_with_its_file(package: Package) -> None:
    field = "__import__('chat.fields').fields.Text('x', msg('What?')),"
    commands = package(one=command("first", field))
    with pytest.raises(Malformed, match=rf"{commands.__name__}/one\.py: .*Nothing"):
        discover(commands)
