"""The official languages of the EU and EEA countries: in these, authorities, registers and trainings have names."""

from __future__ import annotations

LANGUAGES = (
    *("bg", "cs", "da", "de", "el", "en", "es", "et", "fi", "fr", "ga", "hr", "hu", "is", "it"),
    *("lt", "lv", "mt", "nl", "no", "pl", "pt", "ro", "sk", "sl", "sv"),
)
