"""A public register as a row."""

from __future__ import annotations

from bot.exporting.writing import Entry
from core.registers import Register

REGISTERS = (
    *("id", "country", "name_local", "name_english", "languages", "url", "areas", "subject"),
    *("free", "keeper", "checked"),
)


def register_row(register: Register) -> Entry:
    """CSV tells the names in English and in one other language, JSON lines those in all."""
    names = register.names.names
    own = next((text for code, text in names.items() if code != "en"), "")
    return {
        "id": register.id,
        "country": register.country,
        "name_local": own,
        "name_english": names.get("en", ""),
        "names": dict(names),
        "languages": register.languages,
        "url": register.url,
        "areas": sorted(register.areas),
        "subject": register.subject,
        "free": register.free,
        "keeper": register.keeper,
        "checked": register.checked.isoformat() if register.checked else None,
    }
