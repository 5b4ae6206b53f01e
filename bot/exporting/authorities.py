"""An authority as a row, and its names as rows of their own."""

from __future__ import annotations

from collections.abc import Iterator

from bot.exporting.writing import Entry
from core.authorities import Authority

AUTHORITIES = (
    *("id", "country", "language", "name", "other_names", "city", "category", "region", "areas"),
    *("languages", "contact", "updated"),
)
NAMES = ("id", "language", "name", "kind")


def authority_row(authority: Authority) -> Entry:
    """CSV tells the texts of the names, JSON lines also their languages and kinds."""
    first, *others = authority.names
    return {
        "id": authority.id,
        "country": authority.country,
        "language": authority.language,
        "name": first.text,
        "other_names": tuple(dict.fromkeys(name.text for name in others)),
        "names": [
            {"text": name.text, "language": name.language, "kind": name.kind}
            for name in authority.names
        ],
        "city": authority.city,
        "category": authority.category,
        "region": authority.region,
        "areas": sorted(authority.areas),
        "languages": authority.languages,
        "contact": authority.contact,
        "updated": authority.updated.isoformat() if authority.updated else None,
    }


def authority_names(authority: Authority) -> Iterator[Entry]:
    for name in authority.names:
        yield {
            "id": authority.id,
            "language": name.language,
            "name": name.text,
            "kind": name.kind,
        }
