"""Find every command in a package; refuse two with one name."""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Iterator, Mapping
from types import ModuleType
from typing import Any, TypeAlias

from chat.command import Command

Registry: TypeAlias = Mapping[str, Command[Any]]


class NameTaken(Exception):
    """Two commands answer to the same name."""


def discover(package: ModuleType) -> Registry:
    found: dict[str, Command[Any]] = {}
    for command in _commands(package):
        if command.name in found:
            raise NameTaken(command.name)
        found[command.name] = command
    return found


def _commands(package: ModuleType) -> Iterator[Command[Any]]:
    for info in sorted(pkgutil.iter_modules(package.__path__), key=lambda info: info.name):
        if not info.name.startswith("_"):
            module = importlib.import_module(f"{package.__name__}.{info.name}")
            yield module.COMMAND
