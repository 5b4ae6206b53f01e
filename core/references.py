"""The speakable names of requests: ``LV-2026-000042``, and ``LV-2026-000042/1`` for a part of it.

Requests of practice have a series of their own: ``PRACTICE-LV-2026-000001``.
"""

from __future__ import annotations

import re

from core.requests import Reference

PRACTICE = "PRACTICE-"

_REFERENCE = re.compile(
    r"\b(PRACTICE[\s./-]*)?(?<![A-Za-z])([A-Za-z]{2})[\s./-]*(20\d\d)[\s./-]*0*(\d{1,6})\b(?:(?:\s*/\s*|\.)0*([1-9]\d?)\b(?!\s*[/.]\s*\d))?",
    re.IGNORECASE,
)


def reference(country: str, year: int, number: int) -> Reference:
    return Reference(f"{country}-{year}-{number:06d}")


def practised(name: Reference) -> Reference:
    """The same in the series of practice."""
    return Reference(f"{PRACTICE}{name}")


def is_practised(name: Reference) -> bool:
    return name.startswith(PRACTICE)


def part_reference(whole: Reference, number: int) -> Reference:
    return Reference(f"{whole}/{number}")


def whole_reference(name: Reference) -> Reference:
    """The request's own name: for a part that of its whole."""
    return Reference(name.partition("/")[0])


def read_reference(said: str) -> Reference | None:
    """Find a reference however it was typed: ``lv 2026 42``, ``LV-2026-000042``, ``lv 2026 42/1``, ``LV-2026-42.1``."""
    found = _REFERENCE.search(said)
    if not found:
        return None
    practice, country, year, number, part = found.groups()
    whole = reference(country.upper(), int(year), int(number))
    if practice:
        whole = practised(whole)
    return part_reference(whole, int(part)) if part else whole


def take_reference(text: str) -> tuple[Reference, str] | None:
    """Split a reference off the front of a text: it, and the rest."""
    found = _REFERENCE.match(text)
    name = read_reference(text) if found else None
    return (name, text[found.end() :].strip()) if found and name else None
