"""The rules of the house that no other tool checks; import-linter keeps the arrows."""

from __future__ import annotations

import ast
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PACKAGES = ("bot", "handlers", "chat", "core", "storage")
LONGEST_FILE, LONGEST_FUNCTION = 300, 40
FORBIDDEN_NAMES = {"utils", "helpers", "common", "manager", "base"}

# What a package may import besides the standard library and the project.
ALLOWED = {
    "core": {"icalendar", "rapidfuzz", "numpy", "anyascii", "holidays"},
    "chat": {"rapidfuzz"},
    "handlers": set[str](),
}
# Where alone a library may be imported, of those that a second place would tie the project to.
HOMES = {
    "slack_bolt": "bot/slack/",
    "slack_sdk": "bot/slack/",
    "nio": "bot/matrix/",
    "prompt_toolkit": "bot/terminal/",
    "sqlalchemy": "storage/",
    "alembic": "storage/",
    "aiosqlite": "storage/",
    "asyncpg": "storage/",
    "apscheduler": "bot/",
    "pydantic": "bot/",
}

SOURCES = [path for package in PACKAGES for path in sorted((ROOT / package).rglob("*.py"))]


def name(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"), name(path))


def imported(path: Path) -> Iterator[str]:
    """The first word of every absolute import, wherever in the file it stands."""
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.Import):
            yield from (alias.name.partition(".")[0] for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            yield node.module.partition(".")[0]


def test_each_library_is_imported_only_where_it_lives() -> None:
    strays = [
        f"{name(path)} imports {library}"
        for path in SOURCES
        for library in imported(path)
        if not name(path).startswith(HOMES.get(library, ""))
    ]
    assert strays == []


@pytest.mark.parametrize("package", sorted(ALLOWED))
def test_the_inner_layers_need_few_libraries(package: str) -> None:
    known = ALLOWED[package] | sys.stdlib_module_names | set(PACKAGES)
    strays = [
        f"{name(path)} imports {library}"
        for path in SOURCES
        if name(path).startswith(f"{package}/")
        for library in imported(path)
        if library not in known
    ]
    assert strays == []


def test_files_are_small() -> None:
    lengths = {name(path): len(path.read_text("utf-8").splitlines()) for path in SOURCES}
    assert {path: n for path, n in lengths.items() if n > LONGEST_FILE} == {}


def test_functions_are_small() -> None:
    lengths = {
        f"{name(path)}:{node.name}": (node.end_lineno or node.lineno) - node.lineno + 1
        for path in SOURCES
        # A revision lists a schema's columns; cutting it up would hide what it does.
        if "versions" not in path.parts
        for node in ast.walk(tree(path))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
    }
    assert {function: n for function, n in lengths.items() if n > LONGEST_FUNCTION} == {}


def test_modules_have_names_that_say_something() -> None:
    parts = {part for path in SOURCES for part in path.relative_to(ROOT).with_suffix("").parts}
    assert parts & FORBIDDEN_NAMES == set()


def test_the_catalogues_are_no_package() -> None:
    assert not (ROOT / "locale" / "__init__.py").exists(), "it would hide the standard library's"
