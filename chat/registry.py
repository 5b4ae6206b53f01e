"""Find every command and every mailing in a package; refuse two with one name."""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Iterable, Iterator, Mapping
from types import ModuleType
from typing import Any, TypeAlias, TypeVar

from chat.command import Command
from chat.defects import Malformed
from chat.fitting import fitted
from chat.mailing import Mailing

T = TypeVar("T")

Registry: TypeAlias = Mapping[str, Command[Any]]


def discover(package: ModuleType) -> Registry:
    """Raises ``Malformed`` with the file that has to be mended."""
    return _named(
        (place, command.name, command)
        for place, module in _modules(package)
        if (command := _command(module, place)) is not None
    )


def discover_mailings(package: ModuleType) -> Mapping[str, Mailing]:
    """By topic. Raises ``Malformed`` when two write for one."""
    return _named(
        (place, mailing.topic, mailing)
        for place, module in _modules(package)
        if (mailing := _mailing(module)) is not None
    )


def _named(found: Iterable[tuple[str, str, T]]) -> Mapping[str, T]:
    places: dict[str, str] = {}
    named: dict[str, T] = {}
    for place, name, one in found:
        if name in named:
            raise Malformed(f"{places[name]} and {place} both have the name {name!r}")
        named[name], places[name] = one, place
    return named


def _modules(package: ModuleType) -> Iterator[tuple[str, ModuleType]]:
    for info in sorted(pkgutil.iter_modules(package.__path__), key=lambda info: info.name):
        if not info.name.startswith("_"):
            place = f"{package.__name__}/{info.name}.py"
            yield place, importlib.import_module(f"{package.__name__}.{info.name}")


def _mailing(module: ModuleType) -> Mailing | None:
    mailing = getattr(module, "MAILING", None)
    return mailing if isinstance(mailing, Mailing) else None


def _command(module: ModuleType, place: str) -> Command[Any] | None:
    """A module without one has a mailing, at least."""
    command = getattr(module, "COMMAND", None)
    if not isinstance(command, Command):
        if _mailing(module) is not None:
            return None
        raise Malformed(
            f'{place} must end in COMMAND = Command(...); a helper\'s name begins with "_"'
        )
    try:
        fitted(command.form)
    except Malformed as error:
        raise Malformed(f"{place}: {error}") from error
    return command
