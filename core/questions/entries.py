"""Reading one mapping of a content file: every problem is noted and the reading goes on."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import TypeAlias, TypeVar

from core.questions.problems import ContentProblem, below, meant, numbered
from core.questions.wording import faults
from core.text import Message

# A parsed file, in which every value is text: what `yes` or `14` means is decided here.
Tree: TypeAlias = "str | list[Tree] | dict[str, Tree]"
Kind = TypeVar("Kind", bound=StrEnum)

_ID = re.compile(r"[a-z][a-z0-9]*(-[a-z0-9]+)*")
_ID_LIMIT = 40
_FLAGS = {"yes": True, "true": True, "no": False, "false": False}


@dataclass(frozen=True, slots=True)
class Entry:
    """What cannot be read comes back empty, and the problem is in ``problems``."""

    tree: Mapping[str, Tree]
    file: str
    path: str
    problems: list[ContentProblem]

    def __contains__(self, key: str) -> bool:
        return key in self.tree

    def wrong(self, sentence: str, key: str = "") -> None:
        path = below(self.path, key) if key else self.path
        self.problems.append(ContentProblem(self.file, path, sentence))

    def only(self, *keys: str) -> None:
        """Note every key that means nothing here."""
        for key in self.tree:
            if key not in keys:
                self.wrong(f"`{key}` means nothing here.{meant(key, keys)}", key)

    def word(self, key: str) -> str:
        value = self.tree.get(key, "")
        if not isinstance(value, str):
            self.wrong(f"`{key}` takes one value, not a list.", key)
        elif not value:
            self.wrong(f"`{key}` is missing.", key)
        else:
            return value
        return ""

    def text(self, key: str, limit: int) -> Message:
        value = self.word(key)
        for sentence in faults(value, limit):
            self.wrong(sentence, key)
        return Message(value)

    def optional_text(self, key: str, limit: int) -> Message | None:
        return self.text(key, limit) if key in self else None

    def name(self, key: str = "id") -> str:
        value = self.word(key)
        if value:
            self.check_name(value, key)
        return value

    def check_name(self, value: str, key: str) -> None:
        if not _ID.fullmatch(value) or len(value) > _ID_LIMIT:
            self.wrong(
                f"`{value}` is no id. Use small letters a to z, digits and hyphens,"
                f" at most {_ID_LIMIT}, beginning with a letter.",
                key,
            )

    def flag(self, key: str, default: bool = False) -> bool:
        value = self.word(key) if key in self else ""
        if value and value not in _FLAGS:
            self.wrong(f"`{key}` is yes or no, not `{value}`.", key)
        return _FLAGS.get(value, default)

    def number(self, key: str, most: int) -> int:
        value = self.word(key)
        if value.isdecimal() and 1 <= int(value) <= most:
            return int(value)
        if value:
            self.wrong(f"`{key}` is a number from 1 to {most}, not `{value}`.", key)
        return 1

    def one_of(self, key: str, kinds: type[Kind]) -> Kind:
        value = self.word(key)
        known = [kind.value for kind in kinds]
        if value in known:
            return kinds(value)
        if value:
            sentence = f"`{key}` is one of {', '.join(known)}, not `{value}`."
            self.wrong(sentence + meant(value, known), key)
        return next(iter(kinds))

    def words(self, key: str) -> tuple[str, ...]:
        """One value, or a list of values."""
        value = self.tree.get(key, "")
        if isinstance(value, list) and value and all(isinstance(one, str) for one in value):
            return tuple(str(one) for one in value)
        if isinstance(value, list):
            self.wrong(f"`{key}` takes one value or a list of values.", key)
            return ()
        word = self.word(key)
        return (word,) if word else ()

    def entry(self, key: str) -> Entry | None:
        value = self.tree.get(key, "")
        if isinstance(value, dict):
            return Entry(value, self.file, below(self.path, key), self.problems)
        self.wrong(f"`{key}` is missing." if not value else f"`{key}` needs lines below it.", key)
        return None

    def entries(self, key: str) -> tuple[Entry, ...]:
        value = self.tree.get(key, "")
        if not isinstance(value, list) or not value:
            sentence = f"`{key}` is a list: each entry begins with a hyphen."
            self.wrong(sentence if value else f"`{key}` is missing.", key)
            return ()
        found = [self._listed(key, number, one) for number, one in enumerate(value, start=1)]
        return tuple(entry for entry in found if entry)

    def _listed(self, key: str, number: int, value: Tree) -> Entry | None:
        path = numbered(below(self.path, key), number)
        if isinstance(value, dict):
            return Entry(value, self.file, path, self.problems)
        self.problems.append(
            ContentProblem(self.file, path, "This entry needs lines such as `id:`.")
        )
        return None
