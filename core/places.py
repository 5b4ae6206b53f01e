"""Which clock ends a day: a country's own, or that of a region far away from it.

Regions are named as ISO 3166-2 and the list of public holidays name them.
"""

from __future__ import annotations

from collections.abc import Mapping

_ZONES: Mapping[str, str] = {
    "AT": "Europe/Vienna",
    "BE": "Europe/Brussels",
    "BG": "Europe/Sofia",
    "CY": "Asia/Nicosia",
    "CZ": "Europe/Prague",
    "DE": "Europe/Berlin",
    "DK": "Europe/Copenhagen",
    "EE": "Europe/Tallinn",
    "ES": "Europe/Madrid",
    "ES-CN": "Atlantic/Canary",
    "ES-CE": "Africa/Ceuta",
    "FI": "Europe/Helsinki",
    "FI-01": "Europe/Mariehamn",
    "FR": "Europe/Paris",
    "FR-971": "America/Guadeloupe",
    "FR-972": "America/Martinique",
    "FR-973": "America/Cayenne",
    "FR-974": "Indian/Reunion",
    "FR-976": "Indian/Mayotte",
    "GR": "Europe/Athens",
    "HR": "Europe/Zagreb",
    "HU": "Europe/Budapest",
    "IE": "Europe/Dublin",
    "IS": "Atlantic/Reykjavik",
    "IT": "Europe/Rome",
    "LI": "Europe/Vaduz",
    "LT": "Europe/Vilnius",
    "LU": "Europe/Luxembourg",
    "LV": "Europe/Riga",
    "MT": "Europe/Malta",
    "NL": "Europe/Amsterdam",
    "NO": "Europe/Oslo",
    "NO-21": "Arctic/Longyearbyen",
    "PL": "Europe/Warsaw",
    "PT": "Europe/Lisbon",
    "PT-20": "Atlantic/Azores",
    "PT-30": "Atlantic/Madeira",
    "RO": "Europe/Bucharest",
    "SE": "Europe/Stockholm",
    "SI": "Europe/Ljubljana",
    "SK": "Europe/Bratislava",
}

COUNTRIES = tuple(sorted(place for place in _ZONES if "-" not in place))


def zone_of(place: str) -> str:
    """The clock of a country or a region; UTC where there is none known."""
    return _ZONES.get(place) or _ZONES.get(place[:2], "UTC")
