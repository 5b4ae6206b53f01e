"""Finds an authority by any of its names, however it is spelled."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

from core.search.entry import Entry, Hit, Name, Told, Vocabulary

if TYPE_CHECKING:
    from core.search.archive import StaleIndex
    from core.search.index import Index

__all__ = ["Entry", "Hit", "Index", "Name", "StaleIndex", "Told", "Vocabulary"]

# These bring numpy along: whoever has not searched yet has started without it.
_LATER = {"Index": "core.search.index", "StaleIndex": "core.search.archive"}


def __getattr__(name: str) -> object:
    if name not in _LATER:
        raise AttributeError(name)
    return getattr(import_module(_LATER[name]), name)
