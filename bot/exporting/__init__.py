"""The directory as files that `import` reads: CSV for a spreadsheet, JSON lines with everything."""

from __future__ import annotations

from bot.exporting.authorities import AUTHORITIES, NAMES, authority_names, authority_row
from bot.exporting.people import PEOPLE, person_rows
from bot.exporting.registers import REGISTERS, register_row
from bot.exporting.writing import Form, Sheet

__all__ = [
    "AUTHORITIES",
    "NAMES",
    "PEOPLE",
    "REGISTERS",
    "Form",
    "Sheet",
    "authority_names",
    "authority_row",
    "person_rows",
    "register_row",
]
