"""Find every command in a package; refuse two with one name."""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Iterator, Mapping
from types import ModuleType
from typing import Any, TypeAlias

from chat.command import Command
from chat.defects import Malformed
from chat.fitting import fitted

Registry: TypeAlias = Mapping[str, Command[Any]]


def discover(package: ModuleType) -> Registry:
    """Raises ``Malformed`` with the file that has to be mended."""
    found: dict[str, Command[Any]] = {}
    places: dict[str, str] = {}
    for place, command in _commands(package):
        if command.name in found:
            raise Malformed(
                f"{places[command.name]} and {place} both have the name {command.name!r}"
            )
        found[command.name], places[command.name] = command, place
    return found


def _commands(package: ModuleType) -> Iterator[tuple[str, Command[Any]]]:
    for info in sorted(pkgutil.iter_modules(package.__path__), key=lambda info: info.name):
        if not info.name.startswith("_"):
            place = f"{package.__name__}/{info.name}.py"
            yield place, _command(f"{package.__name__}.{info.name}", place)


def _command(module: str, place: str) -> Command[Any]:
    command = getattr(importlib.import_module(module), "COMMAND", None)
    if not isinstance(command, Command):
        raise Malformed(
            f'{place} must end in COMMAND = Command(...); a helper\'s name begins with "_"'
        )
    try:
        fitted(command.form)
    except Malformed as error:
        raise Malformed(f"{place}: {error}") from error
    return command
