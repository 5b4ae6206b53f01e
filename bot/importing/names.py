"""The names of authorities in all languages: a file beside the directory."""

from __future__ import annotations

import json
from collections.abc import Container, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Self

from bot.importing import cells
from bot.importing.file import Advance
from bot.importing.problems import Problem, Problems, quoted
from bot.importing.rows import Columns, Row
from bot.importing.sheet import Sheet
from core.authorities import KEYWORD, AuthorityName

COLUMNS = Columns(required=("id", "language", "name", "kind"))
NO_NAMES: tuple[AuthorityName, ...] = ()
KINDS = ("primary", "label", "alias", "abbreviation", "code", "transliteration", KEYWORD)


@dataclass(slots=True)
class NameList:
    """``lines`` says where each authority comes first, for whoever finds that it does not exist."""

    file: str
    count: int = 0
    by_authority: dict[str, list[AuthorityName]] = field(default_factory=dict)
    lines: dict[str, int] = field(default_factory=dict)

    @classmethod
    def read(cls, path: Path, problems: Problems, advance: Advance) -> Self:
        found = cls(path.name)
        for row in Sheet(path, COLUMNS, problems, advance).rows():
            found._take(row)
        return found

    def of(self, authority: str) -> Sequence[AuthorityName]:
        """The official ones first."""
        return self.by_authority.get(authority, ())

    def check_against(self, known: Container[object], directory: str, problems: Problems) -> None:
        for authority, line in self.lines.items():
            if authority not in known:
                reason = f"{quoted(authority)} is not an authority of {directory}"
                problems.add(Problem(self.file, line, "id", reason))

    def _take(self, row: Row) -> None:
        authority = row.take("id", cells.identifier, "")
        name = AuthorityName(
            row.take("name", cells.name, ""),
            row.take("language", cells.language, ""),
            row.take("kind", _kind, ""),
        )
        if row.good:
            self.count += 1
            self.by_authority.setdefault(authority, []).append(name)
            self.lines.setdefault(authority, row.line)


def read_names(value: str) -> tuple[AuthorityName, ...]:
    """From the JSON of a file of JSON lines: objects with ``text``, ``language`` and ``kind``."""
    if not value:
        return ()
    try:
        return tuple(map(_name, json.loads(value)))
    except (json.JSONDecodeError, TypeError, KeyError):
        raise ValueError("is not a list of objects with text, language and kind") from None


def _name(entry: dict[str, str]) -> AuthorityName:
    text, language, kind = entry["text"], entry["language"], entry["kind"]
    return AuthorityName(cells.name(text), cells.language(language), _kind(kind))


def _kind(value: str) -> str:
    """What it is competent in may be said of one area: ``keyword:services``."""
    word, colon, area = value.partition(":")
    if word == KEYWORD and colon:
        return f"{KEYWORD}:{cells.identifier(area)}"
    return cells.one_of(KINDS, "a kind of name", value)
