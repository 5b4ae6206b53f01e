"""The terminal's screen: lines wrapped to its width and, where it can, with colours that carry no meaning."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Protocol

from rich.console import Console
from rich.table import Table
from rich.text import Text

from bot.lines import Kind, Line
from bot.terminal.render import mark, plain, spoken
from chat.markup import Style

_WIDEST = 100
_LINE_STYLES = {
    Kind.TITLE: "bold",
    Kind.HINT: "dim",
    Kind.DETAIL: "dim",
    Kind.PROBLEM: "red",
}
_STYLES = {Style.PLAIN: "", Style.BOLD: "bold", Style.CODE: "cyan"}


class Screen(Protocol):
    def show(self, lines: Iterable[Line]) -> None: ...


class RichScreen:
    """What is no terminal gets plain text, never wrapped. Two gaps are one."""

    def __init__(self, console: Console) -> None:
        self._console = console
        self._after_gap = False

    def show(self, lines: Iterable[Line]) -> None:
        for line in lines:
            is_gap = line.kind is Kind.GAP
            if not (is_gap and self._after_gap):
                self._print(line)
            self._after_gap = is_gap

    def _print(self, line: Line) -> None:
        if self._console.is_terminal:
            self._console.print(_painted(line), width=min(_WIDEST, self._console.width))
        else:
            self._console.out(*plain([line]), sep="\n", highlight=False)


def _painted(line: Line) -> Table | Text:
    """A long text goes on under its own beginning, not under its number."""
    style = _LINE_STYLES.get(line.kind, "")
    words = ((text, _STYLES[span_style]) for text, span_style in spoken(line.spans))
    text = Text.assemble(*words, style=style)
    before = mark(line)
    if not before:
        return text
    row = Table.grid()
    row.add_column(width=len(before))
    row.add_column()
    row.add_row(before, text, style=style)
    return row
