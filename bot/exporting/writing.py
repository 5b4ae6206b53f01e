"""Rows into a file, one at a time."""

from __future__ import annotations

import csv
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import TextIO, TypeAlias

# ``None`` is left out; in CSV a list is parted by `` | ``, and objects are left out.
Cell: TypeAlias = (
    "str | bool | Sequence[str] | Sequence[Mapping[str, str]] | Mapping[str, str] | None"
)
Entry: TypeAlias = Mapping[str, Cell]


class Form(StrEnum):
    CSV = "csv"
    JSONL = "jsonl"


@dataclass(frozen=True, slots=True)
class Sheet:
    """``columns`` are those of the CSV file; JSON lines have whatever an entry has."""

    stream: TextIO
    form: Form
    columns: Sequence[str]

    def begin(self) -> None:
        if self.form is Form.CSV:
            csv.writer(self.stream, lineterminator="\n").writerow(self.columns)

    def write(self, entry: Entry) -> None:
        if self.form is Form.CSV:
            cells = [_text(entry.get(column)) for column in self.columns]
            csv.writer(self.stream, lineterminator="\n").writerow(cells)
            return
        whole = {name: cell for name, cell in entry.items() if cell is not None}
        self.stream.write(f"{json.dumps(whole, ensure_ascii=False)}\n")


def _text(cell: Cell) -> str:
    match cell:
        case None:
            return ""
        case bool():
            return "yes" if cell else "no"
        case str():
            return cell
        case Mapping():
            return ""
    return " | ".join(each for each in cell if isinstance(each, str))
