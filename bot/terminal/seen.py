"""What stood on the screen last, as far as one may want to type it again."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from bot.lines import Line
from bot.terminal.render import plain
from chat.message import Document
from core.references import read_reference


@dataclass
class Seen:
    """``numbers``: what each stands for. ``references``: of requests, the latest first."""

    numbers: dict[int, str] = field(default_factory=dict)
    references: list[str] = field(default_factory=list)
    document: Document | None = None

    def forget_numbers(self) -> None:
        """They have been used, or are somebody else's."""
        self.numbers.clear()

    def add(self, lines: Iterable[Line], *, own: bool) -> None:
        """``own``: shown to the one who types, and not in a room."""
        for line in lines:
            text = " ".join(plain([line]))
            if reference := read_reference(text):
                self.references = list(dict.fromkeys([reference, *self.references]))
            if own and line.number:
                self.numbers[line.number] = text.strip().partition(" ")[2]
            if own and line.file:
                self.document = line.file
