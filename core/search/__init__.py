"""Finds an authority by any of its names, however it is spelled."""

from __future__ import annotations

from core.search.archive import StaleIndex
from core.search.entry import Entry, Hit, Name, Vocabulary
from core.search.index import Index

__all__ = ["Entry", "Hit", "Index", "Name", "StaleIndex", "Vocabulary"]
