"""What is wrong with a content file, said to the person who writes it."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from difflib import get_close_matches


@dataclass(frozen=True, slots=True)
class ContentProblem:
    """``path`` leads to the place ("groups 1 > questions 2 > text"); line 0: not known."""

    file: str
    path: str
    sentence: str
    line: int = 0

    def __str__(self) -> str:
        line = f", line {self.line}" if self.line else ""
        path = f" ({self.path})" if self.path else ""
        return f"{self.file}{line}{path}: {self.sentence}"


def below(path: str, key: str) -> str:
    return f"{path} > {key}" if path else key


def numbered(path: str, number: int) -> str:
    """The place of a list's entry; counting begins with 1."""
    return f"{path} {number}"


def above(path: str) -> str:
    return path.rpartition(" > ")[0]


def meant(word: str, known: Collection[str]) -> str:
    """`` Did you mean …?``, or nothing when no known word is near."""
    near = get_close_matches(word, known, n=1)
    return f" Did you mean `{near[0]}`?" if near else ""
