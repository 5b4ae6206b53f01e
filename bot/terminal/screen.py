"""The terminal's screen: lines wrapped to its width and, where it can, with colours that carry no meaning."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Protocol

from rich.console import Console
from rich.table import Table
from rich.text import Text

from bot.lines import Kind, Line
from bot.terminal.render import mark, plain, spoken
from chat.markup import Span, Style

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
    """What is no terminal gets plain text, never wrapped."""

    def __init__(self, console: Console) -> None:
        self._console = console

    def show(self, lines: Iterable[Line]) -> None:
        if not self._console.is_terminal:
            for text in plain(lines):
                self._console.out(text, highlight=False)
            return
        width = min(_WIDEST, self._console.width)
        for line in lines:
            self._console.print(_painted(line), width=width)


def _painted(line: Line) -> Table:
    """A long text goes on under its own beginning, not under its number."""
    before = mark(line)
    row = Table.grid()
    row.add_column(width=len(before))
    row.add_column()
    row.add_row(before, _text(line.spans), style=_LINE_STYLES.get(line.kind, ""))
    return row


def _text(spans: Iterable[Span]) -> Text:
    return Text.assemble(*((spoken(span), _STYLES[span.style]) for span in spans))
