"""The speakable names of requests: ``LV-2026-000042``, and ``LV-2026-000042/1`` for a part of it."""

from __future__ import annotations

import re

from core.requests import Reference

_REFERENCE = re.compile(
    r"\b([A-Za-z]{2})[\s./-]*(20\d\d)[\s./-]*0*(\d{1,6})\b(?:\s*/\s*0*([1-9]\d?)\b(?!\s*[/.]\s*\d))?"
)


def reference(country: str, year: int, number: int) -> Reference:
    return Reference(f"{country}-{year}-{number:06d}")


def part_reference(whole: Reference, number: int) -> Reference:
    return Reference(f"{whole}/{number}")


def whole_reference(name: Reference) -> Reference:
    """The request's own name: for a part that of its whole."""
    return Reference(name.partition("/")[0])


def read_reference(said: str) -> Reference | None:
    """Find a reference however it was typed: ``lv 2026 42``, ``LV-2026-000042``, ``lv 2026 42/1``."""
    found = _REFERENCE.search(said)
    if not found:
        return None
    country, year, number, part = found.groups()
    whole = reference(country.upper(), int(year), int(number))
    return part_reference(whole, int(part)) if part else whole


def take_reference(text: str) -> tuple[Reference, str] | None:
    """Split a reference off the front of a text: it, and the rest."""
    found = _REFERENCE.match(text)
    name = read_reference(text) if found else None
    return (name, text[found.end() :].strip()) if found and name else None
