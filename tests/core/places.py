"""The countries and the clocks of the European Economic Area."""

from __future__ import annotations

_CODES = "AT BE BG CY CZ DE DK EE ES FI FR GR HR HU IE IT LT LU LV MT NL PL PT RO SE SI SK IS LI NO"
COUNTRIES = tuple(_CODES.split())

# One for each country, then islands and overseas parts with clocks of their own.
ZONES = (
    "Europe/Vienna",
    "Europe/Brussels",
    "Europe/Sofia",
    "Asia/Nicosia",
    "Europe/Prague",
    "Europe/Berlin",
    "Europe/Copenhagen",
    "Europe/Tallinn",
    "Europe/Madrid",
    "Europe/Helsinki",
    "Europe/Paris",
    "Europe/Athens",
    "Europe/Zagreb",
    "Europe/Budapest",
    "Europe/Dublin",
    "Europe/Rome",
    "Europe/Vilnius",
    "Europe/Luxembourg",
    "Europe/Riga",
    "Europe/Malta",
    "Europe/Amsterdam",
    "Europe/Warsaw",
    "Europe/Lisbon",
    "Europe/Bucharest",
    "Europe/Stockholm",
    "Europe/Ljubljana",
    "Europe/Bratislava",
    "Atlantic/Reykjavik",
    "Europe/Vaduz",
    "Europe/Oslo",
    "Atlantic/Azores",
    "Atlantic/Madeira",
    "Atlantic/Canary",
    "Africa/Ceuta",
    "Europe/Mariehamn",
    "Arctic/Longyearbyen",
    "America/Guadeloupe",
    "America/Martinique",
    "America/Cayenne",
    "Indian/Reunion",
    "Indian/Mayotte",
)
